create index performance_cancellation_order_due on orders.performance_cancellation_order (due_at) where outcome in ('OPEN', 'WAITING');
