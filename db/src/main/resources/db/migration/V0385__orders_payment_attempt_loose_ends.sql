alter table orders.payment_attempt
  -- of a DECLINED one: the provider has said that its PaymentIntent will never be paid
  add column ended boolean not null default false,
  -- whoever wants to pay was told that nothing was sent: nothing is before the same request comes again
  add column withheld boolean not null default false,
  -- the provider has told of refunds of it: they are to be listed
  add column refunds_to_list boolean not null default false;
