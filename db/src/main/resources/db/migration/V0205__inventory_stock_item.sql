-- What an order has of a product's stock.
create table inventory.stock_item (
  order_id uuid not null,
  -- the performance that the order's hold is named after
  performance_id uuid not null,
  sku text not null,
  quantity int not null check (quantity > 0),
  state text not null check (state in ('RESERVED', 'SOLD', 'FREED')),
  -- epoch * 2^32 + sequence of the pin that it was taken under
  fence bigint not null,
  updated_at timestamptz not null,
  primary key (order_id, sku)
) with (fillfactor = 80);
