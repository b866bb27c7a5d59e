-- Listed by name, page by page.
create index channel_of_organisation on inventory.channel (organisation_id, display_name, channel_id);
