create index refund_share_of_performance on orders.refund_share (performance_id);
