create index refund_of_order on orders.refund (order_id);
