-- PROVIDER: somebody gave it back at the provider, and this system did not ask for it. Its basis_id follows from the provider's id of it.
alter table orders.refund
  drop constraint refund_reason_check,
  add constraint refund_reason_check check (reason in ('CANCELLED', 'FOUND', 'MISMATCH', 'PROVIDER'));
