-- Two holds of an order may have units of the same variant, each taken under a fence of its own.
alter table inventory.stock_item
  -- as of the reservation
  add column hold_number int not null default 0 check (hold_number between 0 and 4),
  drop constraint stock_item_pkey,
  add primary key (order_id, sku, hold_number);
