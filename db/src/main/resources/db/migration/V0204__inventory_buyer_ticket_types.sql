-- How many seats of a ticket type a buyer has in a performance, reserved and booked.
create table inventory.buyer_ticket_types (
  performance_id uuid not null,
  buyer_id uuid not null,
  ticket_type_id uuid not null,
  seats int not null check (seats >= 0),
  primary key (performance_id, buyer_id, ticket_type_id)
) with (fillfactor = 80);
