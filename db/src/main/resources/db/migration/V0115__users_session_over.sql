-- For whoever forgets sessions that are long over.
create index session_over on users.session (expires_at);
