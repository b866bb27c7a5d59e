-- A seat that only one channel may sell; who has it says performance_seat.
create table inventory.seat_channel (
  performance_id uuid not null,
  seat_id uuid not null,
  number int not null,
  primary key (performance_id, seat_id)
);
