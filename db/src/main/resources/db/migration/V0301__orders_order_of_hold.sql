-- A hold makes one order; a refused or expired one stands in nobody's way.
create unique index order_of_hold on orders."order" (hold_name) where state in ('PENDING', 'CONFIRMED');
