-- A run of seats that sit beside each other: best-available looks for neighbours here.
create table inventory.segment (
  seat_map_id uuid not null,
  segment int not null check (segment >= 0),
  section text not null,
  first_ordinal int not null,
  length int not null check (length > 0),
  -- higher is better
  quality int not null,
  primary key (seat_map_id, segment)
);
