create index audit_entry_organisation on inventory.audit_entry (organisation_id, number);
