-- An order is cancelled once as a whole, however many ask for it; before that its items may be, one after the other.
drop index orders.cancellation_alive;
create unique index cancellation_alive on orders.cancellation (order_id)
where state = 'WANTED' or (state = 'DONE' and positions is null);
