-- What organisers did with orders: given away, products handed out. Only added to.
create table orders.sale_act (
  sale_act_id bigint generated always as identity primary key,
  order_id uuid not null,
  -- the account that did it
  actor uuid not null,
  action text not null check (action in ('GIVEN_AWAY', 'COLLECTED')),
  reason text not null default '',
  at timestamptz not null
);
