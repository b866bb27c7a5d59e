-- Of an event: those listed, and all of them.
create index performance_of_event on inventory.performance (event_id, listed, starts_at, performance_id);
