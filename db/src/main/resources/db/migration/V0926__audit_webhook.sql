create view audit.webhook as
select event_id, received_at, applied_at from orders.webhook;
