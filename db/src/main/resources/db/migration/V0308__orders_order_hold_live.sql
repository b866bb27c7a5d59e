create unique index order_hold_live on orders.order_hold (hold_name) where live;
