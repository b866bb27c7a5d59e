-- Money on its way back: one refund at the provider, never two. Never deleted.
create table orders.refund (
  -- follows from what it is owed for, and is the idempotency key
  refund_id uuid primary key,
  order_id uuid not null,
  -- whose money it is
  attempt_id uuid not null,
  -- CANCELLED: of a cancellation; FOUND: of money that pays no order; MISMATCH: of another amount or currency than was asked for
  reason text not null check (reason in ('CANCELLED', 'FOUND', 'MISMATCH')),
  -- the cancellation, else the attempt
  basis_id uuid not null,
  -- from 1: one that failed is followed by another
  number int not null check (number >= 1),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- SENT means: may have been sent
  state text not null check (state in ('CREATED', 'SENT', 'SUCCEEDED', 'FAILED', 'UNKNOWN')),
  -- which idempotency key it is sent with: a stored error of the provider is left behind by the next
  creation int not null default 1 check (creation >= 1),
  -- what became of it is to be looked up before it is sent again
  look_up boolean not null default false,
  -- the provider's id of it; null while that is not known
  provider_ref text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (basis_id, number),
  check (state <> 'SUCCEEDED' or provider_ref is not null)
) with (fillfactor = 80);
