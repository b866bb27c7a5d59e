-- A person's account. The address is kept in lower case; the hash is Argon2id with its parameters and salt in it.
create table users.account (
  id uuid primary key,
  email text not null unique,
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  verified_at timestamptz,
  created_at timestamptz not null
);
