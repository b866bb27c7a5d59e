-- What is old enough to be forgotten.
create index sign_in_failure_last on users.sign_in_failure (last_at);
