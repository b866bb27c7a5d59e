-- Where performances are.
create table inventory.venue (
  venue_id uuid primary key,
  organisation_id uuid not null references inventory.organisation,
  display_name text not null,
  address text not null,
  time_zone text not null,
  revision bigint not null default 1,
  last_change_id uuid not null,
  last_change_hash bytea not null,
  -- of the request that made it: the same request id with another body is refused
  request_hash bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
