-- The receipt of an order that was paid. Never changed.
create table orders.receipt (
  order_id uuid primary key,
  organisation_id uuid not null,
  number bigint not null check (number > 0),
  issued_at timestamptz not null,
  unique (organisation_id, number)
);
