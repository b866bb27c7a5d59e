-- An order's claim on a performance, durable before any money moves. A FREED row may stand for a reservation
-- that never was: then one that arrives late is refused.
create table inventory.reservation (
  order_id uuid not null,
  performance_id uuid not null,
  state text not null check (state in ('RESERVED', 'BOOKED', 'FREED')),
  hold_id uuid,
  buyer_id uuid,
  -- epoch * 2^32 + sequence of the pin that it was made under
  fence bigint not null,
  -- the seats were refused to anyone else until then, unless booked
  deadline timestamptz,
  -- in plan order
  seat_ids uuid[] not null,
  -- the quoted lines, as answered to the order
  quote bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (order_id, performance_id)
) with (fillfactor = 80);
