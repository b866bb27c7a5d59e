-- That the orders of a cancelled performance are to be cancelled, and how far that is. Never deleted.
create table orders.performance_cancellation (
  -- follows from caller and request
  performance_cancellation_id uuid primary key,
  performance_id uuid not null,
  -- the account of the organiser who asks for it
  organiser uuid not null,
  -- what buyers are told
  reason text not null check (length(reason) between 1 and 400),
  state text not null check (state in ('RUNNING', 'DONE')),
  started_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'DONE') = (finished_at is not null))
);
