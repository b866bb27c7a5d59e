-- Listed by name, page by page.
create index organisation_name on inventory.organisation (display_name, organisation_id);
