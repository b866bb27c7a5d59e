create index seat_map_of_venue on inventory.seat_map (venue_id, created_at desc, seat_map_id);
