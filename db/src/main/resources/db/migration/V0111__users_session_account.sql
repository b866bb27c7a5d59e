create index session_account on users.session (account_id);
