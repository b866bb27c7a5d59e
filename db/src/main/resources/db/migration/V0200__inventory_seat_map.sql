-- A hall, as imported. Never changed.
create table inventory.seat_map (
  seat_map_id uuid primary key,
  display_name text not null,
  seat_count int not null check (seat_count > 0),
  categories text[] not null,
  -- the plan's file to the byte, for the export
  plan bytea not null,
  -- of the request that made it: the same request id with another body is refused
  request_hash bytea not null,
  created_by text not null,
  created_at timestamptz not null
);
