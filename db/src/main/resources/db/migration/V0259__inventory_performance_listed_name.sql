-- The list of buyers by name.
create index performance_listed_name on inventory.performance (display_name, performance_id) where listed;
