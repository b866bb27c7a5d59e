-- An order may have several holds, also of one performance: a row for each hold and performance.
alter table inventory.reservation
  -- from 0, as the order names its holds; the mark of an order that was freed before it came is of the first one
  add column hold_number int not null default 0 check (hold_number between 0 and 4),
  drop constraint reservation_pkey,
  add primary key (order_id, performance_id, hold_number);
