-- What an order still needs done, and when. A row goes when nothing is left to do.
create table orders.work (
  order_id uuid primary key,
  due_at timestamptz not null,
  -- whoever works on it, and until when nobody else does
  lease_id uuid,
  leased_until timestamptz,
  -- without progress, in a row
  tries int not null default 0,
  check ((lease_id is null) = (leased_until is null))
) with (fillfactor = 60);

grant delete on orders.work to order_grpc;
