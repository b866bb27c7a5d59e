-- A key is listed from the start, signs from signs_at on, and is refused from expires_at on, once another has taken over.
alter table users.signing_key
  add column signs_at timestamptz not null default '1970-01-01T00:00:00Z',
  add column expires_at timestamptz,
  add column request_id uuid unique;
