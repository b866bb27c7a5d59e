-- The list of buyers, the soonest first.
create index performance_listed_start on inventory.performance (starts_at, performance_id) where listed;
