-- The relay's work list: rows leave it once, when they are published.
create index outbox_unpublished on users.outbox (id) where published_at is null;
