-- Orders from before there were several holds.
insert into orders.order_hold (order_id, number, hold_name, live)
  select order_id, 0, hold_name, state in ('PENDING', 'CONFIRMED') from orders."order"
  on conflict do nothing;
