-- SHA-256 of the password hash that the account had when another address was asked for: whoever changes the password
-- voids what was asked for with the old one.
alter table users.mailed_link add column asked_with bytea;
