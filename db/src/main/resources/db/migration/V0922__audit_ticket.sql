create view audit.ticket as
select ticket_id, performance_id, seat_id, order_id, state, issued_at, voided_at from orders.ticket;
