-- A partner's order, which settles by statement: whom it was sold to, who gets the mails. Null for all others.
alter table orders."order"
  add column holder_name text check (length(holder_name) between 1 and 100),
  add column holder_email text check (length(holder_email) between 3 and 254),
  add constraint order_holder check ((holder_name is null) = (holder_email is null)),
  add constraint order_on_account check (payment_state <> 'ON_ACCOUNT' or holder_name is not null);
