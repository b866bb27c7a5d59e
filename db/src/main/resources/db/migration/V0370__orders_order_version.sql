alter table orders."order"
  -- counts every change of the order, of its attempts, refunds and cancellations: each is conditional on it
  add column version bigint not null default 0 check (version >= 0),
  -- since when it has its state; null in rows from before this was noted: since updated_at
  add column state_since timestamptz;
