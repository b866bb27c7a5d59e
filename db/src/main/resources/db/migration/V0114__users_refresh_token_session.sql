create index refresh_token_session on users.refresh_token (session_id);
