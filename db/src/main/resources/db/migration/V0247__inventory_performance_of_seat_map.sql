-- The performances to come of a version of a hall move to the next one.
create index performance_of_seat_map on inventory.performance (seat_map_id, starts_at);
