-- Performances are found by their venue's new name at once. Locked in the order of their ids, as by all who change several.
create function inventory.venue_renamed() returns trigger language plpgsql as $$
begin
  perform from inventory.performance where venue_id = new.venue_id order by performance_id for update;
  update inventory.performance set venue_name = new.display_name where venue_id = new.venue_id;
  return null;
end $$;

create trigger venue_renamed after update of display_name on inventory.venue
  for each row when (old.display_name <> new.display_name) execute function inventory.venue_renamed();
