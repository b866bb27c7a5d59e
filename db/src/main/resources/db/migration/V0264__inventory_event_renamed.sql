-- Performances are found by their event's new name at once. Locked in the order of their ids, as by all who change several.
create function inventory.event_renamed() returns trigger language plpgsql as $$
begin
  perform from inventory.performance where event_id = new.event_id order by performance_id for update;
  update inventory.performance set event_name = new.display_name where event_id = new.event_id;
  return null;
end $$;

create trigger event_renamed after update of display_name on inventory.event
  for each row when (old.display_name <> new.display_name) execute function inventory.event_renamed();
