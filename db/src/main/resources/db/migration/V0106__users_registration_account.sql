create index registration_account on users.registration (account_id);
