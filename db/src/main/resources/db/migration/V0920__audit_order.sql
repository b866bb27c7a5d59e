create view audit."order" as
select order_id, buyer_id as user_id, state, total_minor, currency, created_at, closed_at from orders."order";
