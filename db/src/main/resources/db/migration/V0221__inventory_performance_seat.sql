-- Who has a seat of a performance. A seat that was never reserved has no row; a freed one keeps its row and fence.
create table inventory.performance_seat (
  performance_id uuid not null,
  seat_id uuid not null,
  ordinal int not null,
  state text not null check (state in ('FREE', 'RESERVED', 'BOOKED')),
  order_id uuid,
  fence bigint not null,
  updated_at timestamptz not null,
  primary key (performance_id, seat_id),
  check ((state = 'FREE') = (order_id is null))
) with (fillfactor = 80);
