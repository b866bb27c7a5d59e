-- A hold may have something of several performances: a row each, and one of the performance that the hold is named after
-- in any case. Null in rows from before there was more than that one.
alter table inventory.reservation
  add column home_performance_id uuid,
  -- whose seats they were; 0 for everybody's
  add column channel int not null default 0;
