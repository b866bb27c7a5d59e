-- Whose payment an event of the provider is about. A PaymentIntent belongs to one attempt.
create unique index payment_attempt_of_intent on orders.payment_attempt (provider_ref) where provider_ref is not null;
