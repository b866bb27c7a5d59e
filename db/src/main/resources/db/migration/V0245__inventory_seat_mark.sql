-- What is special about a seat; most have no row.
create table inventory.seat_mark (
  seat_map_id uuid not null,
  ordinal int not null,
  accessible boolean not null,
  companion boolean not null,
  restricted_view boolean not null,
  primary key (seat_map_id, ordinal),
  foreign key (seat_map_id, ordinal) references inventory.seat on delete cascade,
  check (accessible or companion or restricted_view)
);
