-- The money report of a performance.
create index account_entry_of_performance on orders.account_entry (performance_id);
