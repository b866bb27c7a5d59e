-- The last word against selling a seat twice: one good ticket a seat.
create unique index ticket_of_seat on orders.ticket (performance_id, seat_id) where state <> 'VOID';
