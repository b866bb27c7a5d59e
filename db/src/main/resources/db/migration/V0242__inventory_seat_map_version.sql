-- A seat map is a version of a hall of a venue. Those of before belong to nobody: only admins change them.
alter table inventory.seat_map
  add column venue_id uuid references inventory.venue,
  add column state text not null default 'PUBLISHED' check (state in ('DRAFT', 'PUBLISHED', 'REPLACED')),
  -- the first version's id: names the hall
  add column hall_id uuid,
  add column version int not null default 1 check (version > 0),
  add column replaces_seat_map_id uuid references inventory.seat_map,
  add column revision bigint not null default 1,
  add column last_change_id uuid,
  add column last_change_hash bytea,
  add column updated_at timestamptz;
