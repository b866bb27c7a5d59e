-- The holds of an order, the first one also in the order's own row. A hold makes one order; a refused, expired or cancelled one stands in nobody's way.
create table orders.order_hold (
  order_id uuid not null,
  -- from 0, as the order names them
  number int not null check (number between 0 and 4),
  hold_name text not null,
  -- the order is PENDING or CONFIRMED
  live boolean not null default true,
  primary key (order_id, number)
) with (fillfactor = 80);
