-- An order buys all that a hold has: seats and places of several performances, and products.
alter table orders.order_item
  alter column seat_id drop not null,
  alter column section drop not null,
  alter column row_label drop not null,
  alter column number drop not null,
  alter column category drop not null,
  add column kind text not null default 'SEAT' check (kind in ('SEAT', 'PRODUCT')),
  -- of a seat; null in rows from before there were several: the order's then
  add column performance_id uuid,
  -- of a place
  add column area_id uuid,
  add column sku text,
  -- what a product is called
  add column display_name text,
  -- amount_minor is what one costs
  add column quantity int not null default 1 check (quantity > 0),
  add constraint order_item_seat check ((kind = 'SEAT') = (seat_id is not null)),
  add constraint order_item_product check ((kind = 'PRODUCT') = (sku is not null and display_name is not null));
