-- A performance is one of an event. Those of before belong to nobody: only admins change them.
alter table inventory.performance
  add column event_id uuid references inventory.event,
  add column organisation_id uuid references inventory.organisation,
  add column venue_id uuid references inventory.venue,
  add column state text not null default 'OPEN'
    check (state in ('DRAFT', 'PUBLISHED', 'OPEN', 'PAUSED', 'CANCELLED')),
  add column revision bigint not null default 1,
  add column last_change_id uuid,
  add column last_change_hash bytea,
  add column updated_at timestamptz;
