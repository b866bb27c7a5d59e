-- What operators did with orders, events and mails that were stuck. Added to, never changed.
create table orders.audit_entry (
  number bigint generated always as identity primary key,
  -- from actor and request id: the same request does nothing again
  change_id uuid not null unique,
  -- the account that did it
  actor uuid not null,
  action text not null,
  -- an order, the provider's id of an event, the number of a mail
  subject text not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null
);
revoke update, delete on orders.audit_entry from order_grpc;
