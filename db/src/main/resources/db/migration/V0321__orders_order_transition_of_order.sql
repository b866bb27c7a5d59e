create index order_transition_of_order on orders.order_transition (order_id, id);
