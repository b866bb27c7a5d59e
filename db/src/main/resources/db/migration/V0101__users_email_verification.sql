-- Proof that an address is its owner's. Holds the SHA-256 of the mailed token, never the token; used_by is the
-- request that used it, so that the same request may be repeated.
create table users.email_verification (
  token_hash bytea primary key,
  account_id uuid not null references users.account (id),
  expires_at timestamptz not null,
  used_by uuid
);
