-- Of a venue: those listed, and all of them.
create index performance_of_venue on inventory.performance (venue_id, listed, starts_at, performance_id);
