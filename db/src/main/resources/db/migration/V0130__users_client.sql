-- A program that may ask for tokens. Its secret is random and long, so one SHA-256 is enough to keep it.
create table users.client (
  id text primary key,
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null
);
