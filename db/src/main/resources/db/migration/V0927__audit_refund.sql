create view audit.refund as
select refund.refund_id, refund.order_id, attempt.number as attempt, refund.provider_ref, refund.state, refund.reason,
  refund.amount_minor as amount, refund.currency, refund.created_at
from orders.refund
join orders.payment_attempt attempt on attempt.attempt_id = refund.attempt_id;
