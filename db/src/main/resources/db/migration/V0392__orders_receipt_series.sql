-- The last receipt number of each organisation. The row is locked by whoever numbers a receipt until that is committed: no gaps, and one after the other.
create table orders.receipt_series (
  -- all zeros for performances that are no organisation's
  organisation_id uuid primary key,
  last_number bigint not null check (last_number > 0)
) with (fillfactor = 50);
