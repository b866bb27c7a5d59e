-- The area of a place; null for a seat of a row.
alter table inventory.performance_seat add column area_id uuid;
