-- A seat that the house keeps back is BLOCKED, and no order has it.
alter table inventory.performance_seat
  drop constraint performance_seat_state_check,
  drop constraint performance_seat_check,
  add constraint performance_seat_state_check check (state in ('FREE', 'RESERVED', 'BOOKED', 'BLOCKED')),
  add constraint performance_seat_check check ((state in ('RESERVED', 'BOOKED')) = (order_id is not null));
