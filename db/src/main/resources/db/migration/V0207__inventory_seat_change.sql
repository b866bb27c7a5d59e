-- Which seats changed hands lately, so that Redis can be compared where it may have missed it. Kept for an hour.
create table inventory.seat_change (
  change_id bigint generated always as identity primary key,
  performance_id uuid not null,
  -- null for a change by the house
  order_id uuid,
  at timestamptz not null
);
