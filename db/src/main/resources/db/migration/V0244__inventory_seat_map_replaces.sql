-- A version is replaced by one other.
create unique index seat_map_replaces on inventory.seat_map (replaces_seat_map_id);
