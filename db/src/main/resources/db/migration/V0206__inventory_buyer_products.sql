-- How many of a product a buyer has, reserved and sold, of all its variants.
create table inventory.buyer_products (
  product_id uuid not null,
  buyer_id uuid not null,
  quantity int not null check (quantity >= 0),
  primary key (product_id, buyer_id)
) with (fillfactor = 80);
