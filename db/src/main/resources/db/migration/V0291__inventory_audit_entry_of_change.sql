create unique index audit_entry_of_change on inventory.audit_entry (change_id) where change_id is not null;
