-- An area of a plan: decoration until it has a capacity.
create table inventory.seat_area (
  seat_map_id uuid not null references inventory.seat_map on delete cascade,
  area_id uuid not null,
  -- its place in the plan
  ordinal int not null,
  section text not null,
  display_name text not null,
  capacity int not null default 0 check (capacity between 0 and 200000),
  category text,
  primary key (seat_map_id, area_id),
  check (capacity = 0 or category is not null)
);
