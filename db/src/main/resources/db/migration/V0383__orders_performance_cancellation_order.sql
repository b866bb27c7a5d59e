-- An order that had something of the performance when its cancellation began, and what came of it. Never deleted.
create table orders.performance_cancellation_order (
  performance_cancellation_id uuid not null,
  order_id uuid not null,
  -- of the order's cancellation, which its refund is based on: asked for again it is the same
  cancellation_id uuid not null unique,
  -- OPEN: not looked at yet; WAITING: its payment is being stopped; CANCELLED: done; USED: somebody was let in, or collected; CLOSED: something else had
  -- closed it, or there was nothing left
  outcome text not null check (outcome in ('OPEN', 'WAITING', 'CANCELLED', 'USED', 'CLOSED')),
  -- when it is to be looked at; whoever does so puts it off first, so that nobody else does meanwhile
  due_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (performance_cancellation_id, order_id)
) with (fillfactor = 80);
