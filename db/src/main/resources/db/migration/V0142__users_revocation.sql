-- Tokens whose sid or sub is revoked_id, issued at or before not_before (seconds, as the iat claim counts), are refused.
create table users.revocation (
  number bigint primary key,
  revoked_id text not null,
  not_before bigint not null,
  expires_at timestamptz not null
);
