-- One for each registration whose address waits for its proof. Whichever link is used decides password and name: so
-- nobody can wait behind a password of their own until the address's owner proves it.
create table users.registration (
  id uuid primary key,
  account_id uuid not null references users.account (id),
  password_hash text not null,
  display_name text not null,
  locale text not null check (locale in ('en', 'ko')),
  time_zone text not null,
  created_at timestamptz not null
);
