-- A dated occurrence in a hall, what it costs and how much of it one buyer may have.
create table inventory.performance (
  performance_id uuid primary key,
  seat_map_id uuid not null,
  display_name text not null,
  starts_at timestamptz not null,
  on_sale_at timestamptz not null,
  off_sale_at timestamptz not null,
  currency char(3) not null,
  seats_per_hold int not null check (seats_per_hold between 1 and 10),
  seats_per_buyer int not null check (seats_per_buyer between 1 and 1000),
  request_hash bytea not null,
  created_by text not null,
  created_at timestamptz not null,
  check (on_sale_at < off_sale_at and off_sale_at <= starts_at)
);
