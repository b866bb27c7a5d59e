-- An order is paid, or being paid, by one attempt at most.
create unique index payment_attempt_alive on orders.payment_attempt (order_id) where state not in ('DECLINED', 'CANCELLED');
