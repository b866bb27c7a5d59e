-- The right to a seat. The code that the door scans is computed from the secret; the id is public.
create table orders.ticket (
  ticket_id uuid primary key,
  order_id uuid not null,
  position int not null,
  performance_id uuid not null,
  seat_id uuid not null,
  section text not null,
  row_label text not null,
  number text not null,
  state text not null check (state in ('ISSUED', 'CHECKED_IN', 'EXITED', 'VOID')),
  secret bytea not null check (length(secret) = 16),
  issued_at timestamptz not null,
  voided_at timestamptz,
  unique (order_id, position),
  check ((state = 'VOID') = (voided_at is not null))
) with (fillfactor = 80);
