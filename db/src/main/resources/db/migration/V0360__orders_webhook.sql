-- Events that the payment provider has told, each once. The service deletes none; an event's body is at the provider.
create table orders.webhook (
  -- the provider's
  event_id text primary key check (event_id ~ '^[A-Za-z0-9_]{1,255}$'),
  type text not null check (type ~ '^[a-z0-9_.]{1,255}$'),
  -- PARKED: a person should look
  state text not null check (state in ('APPLIED', 'PARKED')),
  -- why it is parked
  reason text check (reason in ('OTHER_ACCOUNT', 'OTHER_MODE', 'UNKNOWN_PAYMENT', 'OTHER_PAYMENT', 'OTHER_AMOUNT')),
  -- the PaymentIntent that it names
  provider_ref text check (provider_ref ~ '^[A-Za-z0-9_]{1,255}$'),
  -- who reads that PaymentIntent because of it
  order_id uuid,
  received_at timestamptz not null,
  -- when it was stored that the order reads; null where nothing follows from it
  applied_at timestamptz,
  check ((state = 'PARKED') = (reason is not null)),
  check (state = 'PARKED' or applied_at is not null),
  check ((applied_at is null) = (order_id is null))
);
