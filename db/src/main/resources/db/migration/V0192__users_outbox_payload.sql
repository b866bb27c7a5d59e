-- A payload names an address now, and is emptied when its mail is out. What waits is told in the new words.
update users.outbox
set payload = '{}', published_at = coalesce(published_at, now())
where published_at is not null or type <> 'verification-mail';

update users.outbox
set type = 'resend-verification-mail',
  payload = jsonb_build_object(
    'email',
    (select email from users.account where id::text = payload ->> 'account_id'))
where published_at is null;
