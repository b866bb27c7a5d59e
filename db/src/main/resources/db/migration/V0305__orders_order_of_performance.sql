-- An organiser lists the orders of a performance newest first, page by page.
create index order_of_performance on orders."order" (performance_id, created_at desc, order_id desc);
