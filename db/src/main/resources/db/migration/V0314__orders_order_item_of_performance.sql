-- The money report of a performance also looks at orders that are named after another one.
create index order_item_of_performance on orders.order_item (performance_id);
