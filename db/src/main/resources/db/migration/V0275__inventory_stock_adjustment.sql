-- A change of a stock by a person. Added to, never changed.
create table inventory.stock_adjustment (
  number bigint generated always as identity primary key,
  -- from actor and request id: adjusted once
  adjustment_id uuid not null unique,
  request_hash bytea not null,
  sku text not null references inventory.variant,
  delta int not null,
  reason text not null check (reason in ('INITIAL', 'DELIVERY', 'COUNT', 'LOSS', 'RETURN')),
  note text not null,
  actor text not null,
  total int not null,
  at timestamptz not null
);
revoke update, delete on inventory.stock_adjustment from inventory_grpc;
