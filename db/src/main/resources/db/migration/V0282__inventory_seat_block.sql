-- Why the house keeps a seat back, for as long as it does.
create table inventory.seat_block (
  performance_id uuid not null,
  seat_id uuid not null,
  reason text not null,
  -- the account
  blocked_by text not null,
  blocked_at timestamptz not null,
  primary key (performance_id, seat_id)
);
