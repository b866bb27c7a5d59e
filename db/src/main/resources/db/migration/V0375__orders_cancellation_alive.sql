-- An order is cancelled once, however many ask for it.
create unique index cancellation_alive on orders.cancellation (order_id) where state in ('WANTED', 'DONE');
