create index audit_entry_subject on inventory.audit_entry (subject, number);
