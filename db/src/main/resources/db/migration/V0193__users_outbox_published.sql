-- What is old enough to be forgotten.
create index outbox_published on users.outbox (published_at) where published_at is not null;
