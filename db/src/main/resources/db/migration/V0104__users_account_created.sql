create index account_created on users.account (created_at, id);
