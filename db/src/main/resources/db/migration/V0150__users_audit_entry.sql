-- Who did what to whom. Added to, never changed.
create table users.audit_entry (
  number bigint generated always as identity primary key,
  actor text not null,
  action text not null,
  subject text not null,
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null
);
