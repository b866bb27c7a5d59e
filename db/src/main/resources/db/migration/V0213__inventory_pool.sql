-- The epoch of a performance's pool in Redis: a rebuild commits the next one before it writes.
create table inventory.pool (
  performance_id uuid primary key,
  epoch int not null check (epoch > 0)
) with (fillfactor = 80);
