-- Every change of an order's state, in order. Only added to.
create table orders.order_transition (
  id bigint generated always as identity primary key,
  order_id uuid not null,
  -- null for the first
  from_state text,
  to_state text not null,
  at timestamptz not null
);
