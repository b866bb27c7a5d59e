-- order_hold_live says the same of all holds of an order. A version before that does not write there still gets each hold
-- once: inventory gives it to one order only.
drop index orders.order_of_hold;
