-- One row: how far the list of revocations goes. Whoever revokes holds its lock until the commit, so that numbers are
-- committed in order and without a gap. A list that was set back (a restored backup) gets another epoch.
create table users.denylist (
  one boolean primary key default true check (one),
  epoch bigint not null,
  number bigint not null
);
