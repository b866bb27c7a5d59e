-- Since when a process has been building the pool of this epoch, so that no other one begins the next epoch under it; null
-- when nobody does.
alter table inventory.pool add column building_since timestamptz;
