alter table orders.payment_attempt
  -- how often the confirmation was sent again after it was read that the money had not moved
  add column confirmations int not null default 0 check (confirmations >= 0),
  -- it was read that the money has not moved: the confirmation is to be sent again
  add column confirm_again boolean not null default false,
  -- the provider has told of it: its PaymentIntent is to be read
  add column to_read boolean not null default false,
  -- when it was last seen to wait for its owner
  add column read_at timestamptz,
  -- what the owner's browser needs to confirm the payment; null when nothing is asked of it
  add column action_url text,
  add column action_secret text,
  -- of paid_minor, where it is not the currency that was asked for
  add column paid_currency char(3) check (paid_currency ~ '^[A-Z]{3}$'),
  -- what refunds have claimed of paid_minor: those that failed have not
  add column refunding_minor bigint not null default 0,
  add constraint payment_attempt_refunding
    check (refunding_minor between 0 and paid_minor and refunded_minor <= refunding_minor);
