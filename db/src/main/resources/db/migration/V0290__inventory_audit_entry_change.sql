-- Which request made the entry: the same one does nothing again, however much has changed since. Null for what a change brings along.
alter table inventory.audit_entry
  add column change_id uuid,
  add column change_hash bytea;
