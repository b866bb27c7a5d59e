create index email_verification_account on users.email_verification (account_id);
