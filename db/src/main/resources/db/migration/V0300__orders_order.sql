-- A purchase. Its state, its money and its fulfilment are three things; `seats` is how far inventory is with it.
create table orders."order" (
  order_id uuid primary key,
  buyer_id uuid not null,
  -- of the request that placed it: the same request id with another body is refused
  request_hash bytea not null,
  hold_name text not null,
  performance_id uuid not null,
  state text not null check (state in ('PENDING', 'CONFIRMED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
  payment_state text not null check (payment_state in ('NONE', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'ON_ACCOUNT')),
  fulfilment text not null check (fulfilment in ('UNFULFILLED', 'ISSUED', 'CHECKED_IN', 'COLLECTED')),
  -- what inventory has confirmed: OPEN also when its answer is not known
  seats text not null check (seats in ('OPEN', 'RESERVED', 'BOOKED', 'FREED')),
  -- a person must look
  stuck boolean not null default false,
  total_minor bigint not null check (total_minor >= 0),
  currency char(3) not null,
  payment_expires_at timestamptz not null,
  -- why it was REJECTED, and the detail of that reason
  rejection text check (rejection in ('HOLD_EXPIRED', 'SEATS_LOST', 'BUYER_LIMIT')),
  lost_seat_ids uuid[],
  buyer_limit int,
  buyer_owned int,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  check ((state = 'REJECTED') = (rejection is not null))
) with (fillfactor = 80);
