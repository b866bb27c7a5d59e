-- How many there are of a variant. No foreign key: the row is hot when it sells.
create table inventory.stock (
  sku text primary key,
  total int not null check (total between 0 and 10000000),
  reserved int not null default 0 check (reserved >= 0),
  sold int not null default 0 check (sold >= 0),
  check (reserved + sold <= total)
) with (fillfactor = 80);
