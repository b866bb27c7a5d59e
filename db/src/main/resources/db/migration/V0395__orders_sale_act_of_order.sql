create index sale_act_of_order on orders.sale_act (order_id, sale_act_id);
