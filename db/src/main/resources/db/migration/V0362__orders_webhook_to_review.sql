-- What a person should look at. Few rows, written once.
create index webhook_to_review on orders.webhook (received_at) where state = 'PARKED';
