-- A link that was mailed. Holds the SHA-256 of its token, never the token; used_by is the request that used it, so that
-- the same request may be repeated. email is the new address of a change.
create table users.mailed_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose text not null check (purpose in ('verify-email', 'change-email', 'reset-password')),
  account_id uuid not null references users.account (id),
  registration_id uuid,
  email text,
  expires_at timestamptz not null,
  used_by uuid
);
