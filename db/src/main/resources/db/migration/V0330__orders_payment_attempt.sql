-- One try to pay an order: one PaymentIntent at the provider, never two.
create table orders.payment_attempt (
  attempt_id uuid primary key,
  order_id uuid not null,
  number int not null check (number between 1 and 5),
  payment_method text not null,
  -- SENT means: the confirmation may have been sent
  state text not null check (state in ('CREATED', 'SENT', 'PAID', 'DECLINED', 'REQUIRES_ACTION', 'UNKNOWN', 'CANCELLED')),
  -- the PaymentIntent's id
  provider_ref text,
  -- which idempotency key the PaymentIntent is created with: a stored error of the provider is left behind by the next
  creation int not null default 1,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  paid_minor bigint not null default 0 check (paid_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and paid_minor),
  decline_code text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (order_id, number),
  check (state in ('CREATED', 'CANCELLED') or provider_ref is not null)
) with (fillfactor = 80);
