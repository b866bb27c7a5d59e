-- What a refund gives back of each performance of its order. Adds up to the refund. A refund from before there were shares has none: it is
-- of the order's own performance. Never changed.
create table orders.refund_share (
  refund_id uuid not null,
  performance_id uuid not null,
  -- in the refund's currency
  amount_minor bigint not null check (amount_minor > 0),
  primary key (refund_id, performance_id)
);
