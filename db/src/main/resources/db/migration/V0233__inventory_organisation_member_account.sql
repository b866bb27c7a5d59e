-- The organisations of an account.
create index organisation_member_account on inventory.organisation_member (account_id, organisation_id);
