-- A code names one order. It is also what staff look an order up by.
create unique index order_of_code on orders."order" (order_code);
