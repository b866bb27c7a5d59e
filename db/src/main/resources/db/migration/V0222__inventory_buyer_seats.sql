-- How many seats a buyer has in a performance, reserved and booked.
create table inventory.buyer_seats (
  performance_id uuid not null,
  buyer_id uuid not null,
  seats int not null check (seats >= 0),
  primary key (performance_id, buyer_id)
) with (fillfactor = 80);
