-- What performances are performances of.
create table inventory.event (
  event_id uuid primary key,
  organisation_id uuid not null references inventory.organisation,
  display_name text not null,
  description text not null,
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'CANCELLED')),
  revision bigint not null default 1,
  last_change_id uuid not null,
  last_change_hash bytea not null,
  -- of the request that made it: the same request id with another body is refused
  request_hash bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
