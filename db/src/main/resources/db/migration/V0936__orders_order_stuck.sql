-- What a person must look at. Few rows.
create index order_stuck on orders."order" (created_at, order_id) where stuck;
