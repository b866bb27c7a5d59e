create view audit.order_transition as
select order_id, from_state, to_state, at from orders.order_transition;
