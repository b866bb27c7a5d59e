create index event_of_organisation on inventory.event (organisation_id, display_name, event_id);
