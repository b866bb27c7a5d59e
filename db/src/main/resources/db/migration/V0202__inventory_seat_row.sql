-- Rows are listed page by page.
create index seat_row on inventory.seat (seat_map_id, row_ordinal, ordinal);
