-- A request hands out the products of one order.
create unique index order_of_collect_request on orders."order" (collect_request_id) where collect_request_id is not null;
