-- A buyer's orders are listed newest first, page by page.
create index order_of_buyer on orders."order" (buyer_id, created_at desc, order_id desc);
