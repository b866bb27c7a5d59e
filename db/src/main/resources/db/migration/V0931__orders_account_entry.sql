-- What a partner owes for an order, or is credited for what was cancelled of it, by performance. Written in the transaction that confirms or
-- cancels. Never changed: a month that is over stays as it is.
create table orders.account_entry (
  -- the order's id of what is charged, the cancellation's of what is credited
  entry_id uuid not null,
  performance_id uuid not null,
  order_id uuid not null,
  -- the order's buyer
  partner_id uuid not null,
  kind text not null check (kind in ('CHARGED', 'CREDITED')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null,
  at timestamptz not null,
  primary key (entry_id, performance_id)
);
