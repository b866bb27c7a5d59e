-- A refresh token, as SHA-256. Its session is its family. used_by is the request that used it, so that the same request
-- may be repeated for a while.
create table users.refresh_token (
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null references users.session (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid
) with (fillfactor = 80);
