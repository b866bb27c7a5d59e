-- A seat of a hall; its ordinal is its place in the plan and in every pool.
create table inventory.seat (
  seat_map_id uuid not null,
  ordinal int not null check (ordinal >= 0),
  seat_id uuid not null,
  section text not null,
  row_label text not null,
  -- the row's place in the plan
  row_ordinal int not null,
  number text not null,
  category text not null,
  -- the run of neighbours that the seat is in
  segment int not null,
  primary key (seat_map_id, ordinal),
  unique (seat_map_id, seat_id)
);
