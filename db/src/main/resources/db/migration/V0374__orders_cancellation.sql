-- That somebody wants an order cancelled, and what came of it. Never deleted.
create table orders.cancellation (
  -- follows from the order and the request
  cancellation_id uuid primary key,
  order_id uuid not null,
  state text not null check (state in ('WANTED', 'DONE', 'REFUSED')),
  -- why the order stays as it is, or would once it is paid; null when it may be cancelled
  refusal text check (refusal in ('TOO_LATE', 'USED', 'CLOSED')),
  -- until then a paid order could be cancelled; null when no time was known
  until_at timestamptz,
  -- what is kept of a paid order, in the order's currency
  fee_minor bigint not null check (fee_minor >= 0),
  asked_at timestamptz not null,
  updated_at timestamptz not null,
  check (state <> 'REFUSED' or refusal is not null)
) with (fillfactor = 80);
