-- The seats of a channel.
create index seat_channel_of_number on inventory.seat_channel (performance_id, number, seat_id);
