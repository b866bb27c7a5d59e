create index venue_of_organisation on inventory.venue (organisation_id, display_name, venue_id);
