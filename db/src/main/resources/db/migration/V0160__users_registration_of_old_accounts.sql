-- Accounts that wait for their proof from before there were registrations get the one that they stand for.
insert into users.registration (id, account_id, password_hash, display_name, locale, time_zone, created_at)
select gen_random_uuid(), id, password_hash, display_name, locale, time_zone, created_at
from users.account
where verified_at is null;
