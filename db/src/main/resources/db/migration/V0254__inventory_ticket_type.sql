-- A price within a price category of a performance. The category's own price is its standard type.
create table inventory.ticket_type (
  ticket_type_id uuid primary key,
  performance_id uuid not null references inventory.performance,
  category text not null,
  display_name text not null,
  amount_minor bigint not null check (amount_minor between 0 and 100000000),
  on_sale_at timestamptz,
  off_sale_at timestamptz,
  -- 0 for as many as the performance allows
  per_order_limit int not null check (per_order_limit between 0 and 1000),
  per_buyer_limit int not null check (per_buyer_limit between 0 and 1000),
  withdrawn boolean not null default false,
  -- in the order in which they were added
  position int not null,
  revision bigint not null default 1,
  last_change_id uuid not null,
  last_change_hash bytea not null,
  request_hash bytea not null,
  check (on_sale_at < off_sale_at)
);
