create view audit.account_entry as
select order_id, performance_id, kind, amount_minor as amount, currency, at from orders.account_entry;
