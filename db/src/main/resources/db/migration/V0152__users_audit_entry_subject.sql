create index audit_entry_subject on users.audit_entry (subject, number);
