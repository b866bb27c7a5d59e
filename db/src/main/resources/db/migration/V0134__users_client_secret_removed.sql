-- A secret that was removed is kept as such, so that a repeated call never gives it back.
alter table users.client_secret add column removed_at timestamptz;
