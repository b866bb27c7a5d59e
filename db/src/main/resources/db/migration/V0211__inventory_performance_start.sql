create index performance_start on inventory.performance (starts_at, performance_id);
