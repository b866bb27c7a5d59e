create view audit.seat as
select performance_id, seat_id, state, order_id, fence, updated_at from inventory.performance_seat;
