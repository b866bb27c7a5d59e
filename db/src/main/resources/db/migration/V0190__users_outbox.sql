-- What must happen outside the database because of a committed change: mails.
create table users.outbox (
  id bigint generated always as identity primary key,
  aggregate_id uuid not null,
  seq int not null,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  due_at timestamptz not null,
  published_at timestamptz,
  unique (aggregate_id, seq)
) with (fillfactor = 80);
