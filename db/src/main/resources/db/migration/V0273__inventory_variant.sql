-- What is sold of a product.
create table inventory.variant (
  sku text primary key,
  product_id uuid not null references inventory.product,
  display_name text not null,
  amount_minor bigint not null check (amount_minor between 0 and 100000000),
  withdrawn boolean not null default false,
  -- in the order in which they were added
  position int not null,
  unique (product_id, position)
);
