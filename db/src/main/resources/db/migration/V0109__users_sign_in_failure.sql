-- Wrong passwords in a row, for each address that was tried, whether or not it has an account. The address as SHA-256.
create table users.sign_in_failure (
  address_hash bytea primary key check (length(address_hash) = 32),
  failures int not null check (failures between 1 and 100),
  last_at timestamptz not null
);
