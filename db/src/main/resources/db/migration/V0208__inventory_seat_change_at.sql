-- What changed in the last seconds, and what may go.
create index seat_change_at on inventory.seat_change (at, performance_id);
