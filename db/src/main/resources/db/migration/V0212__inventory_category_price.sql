create table inventory.category_price (
  performance_id uuid not null,
  category text not null,
  amount_minor bigint not null check (amount_minor between 0 and 100000000),
  primary key (performance_id, category)
);
