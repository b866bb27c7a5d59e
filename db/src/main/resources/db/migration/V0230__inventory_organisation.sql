-- Who owns venues, seat maps, events, performances and products.
create table inventory.organisation (
  organisation_id uuid primary key,
  display_name text not null,
  -- grows with each change: the etag
  revision bigint not null default 1,
  -- of the last change, and of what it asked for: repeated, it is answered again
  last_change_id uuid not null,
  last_change_hash bytea not null,
  -- of the request that made it: the same request id with another body is refused
  request_hash bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
