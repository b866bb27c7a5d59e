-- Of a performance one is worked off at a time.
create unique index performance_cancellation_running on orders.performance_cancellation (performance_id) where state = 'RUNNING';
