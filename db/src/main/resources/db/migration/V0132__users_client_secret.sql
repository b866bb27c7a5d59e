-- A client's secrets: two at most, for as long as its owner changes over. Random and long, so one SHA-256 is enough.
create table users.client_secret (
  client_id text not null references users.client (id),
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_at timestamptz not null,
  primary key (client_id, secret_hash)
);
