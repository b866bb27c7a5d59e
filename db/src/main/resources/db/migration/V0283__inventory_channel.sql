-- A partner that sells seats of an organisation's, through one API client.
create table inventory.channel (
  channel_id uuid primary key,
  organisation_id uuid not null references inventory.organisation,
  display_name text not null,
  client_id text not null,
  -- of the request that made it: the same request id with another body is refused
  request_hash bytea not null,
  created_at timestamptz not null,
  -- who sells says which channel it is
  unique (organisation_id, client_id)
);
