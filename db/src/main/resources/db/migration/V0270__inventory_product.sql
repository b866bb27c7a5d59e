-- Something that is sold beside seats.
create table inventory.product (
  product_id uuid primary key,
  organisation_id uuid not null references inventory.organisation,
  display_name text not null,
  description text not null,
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  currency char(3) not null,
  on_sale_at timestamptz,
  off_sale_at timestamptz,
  -- 0 for any number
  per_buyer_limit int not null check (per_buyer_limit between 0 and 1000),
  revision bigint not null default 1,
  last_change_id uuid not null,
  last_change_hash bytea not null,
  request_hash bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (on_sale_at < off_sale_at)
);
