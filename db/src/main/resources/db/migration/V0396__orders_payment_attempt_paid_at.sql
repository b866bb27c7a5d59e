alter table orders.payment_attempt
  -- when it became known that the provider took paid_minor; null before, and of money from before this was kept: updated_at then
  add column paid_at timestamptz;
