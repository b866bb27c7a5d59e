create index mailed_link_account on users.mailed_link (account_id);
