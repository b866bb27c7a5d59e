-- What a person chooses, and what keeps a person out. Tokens issued at or before not_before (seconds, as the iat claim
-- counts) are refused; version counts changes; last_request is the last change of the account's owner, so that it may be
-- repeated.
alter table users.account
  add column locale text not null default 'en' check (locale in ('en', 'ko')),
  add column time_zone text not null default 'UTC',
  add column version int not null default 1,
  add column not_before bigint not null default 0,
  add column disabled_at timestamptz,
  add column closed_at timestamptz,
  add column last_request_id uuid,
  add column last_request_hash bytea;
