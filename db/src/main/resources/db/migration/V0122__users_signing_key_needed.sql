-- Tokens of more than the usual life need their key until then.
alter table users.signing_key add column needed_until timestamptz;
