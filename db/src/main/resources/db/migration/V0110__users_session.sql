-- A sign-in of a person, named by the tokens' sid claim.
create table users.session (
  id uuid primary key,
  account_id uuid not null references users.account (id),
  created_at timestamptz not null
);
