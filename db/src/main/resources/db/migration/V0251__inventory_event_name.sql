create index event_name on inventory.event (display_name, event_id) where state = 'PUBLISHED';
