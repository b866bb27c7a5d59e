create view audit.payment as
select order_id, number as attempt, provider_ref, state, paid_minor as paid, refunded_minor as refunded from orders.payment_attempt;
