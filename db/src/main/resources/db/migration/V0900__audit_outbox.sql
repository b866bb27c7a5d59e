create view audit.outbox as
select 'users:' || id as id, aggregate_id, seq, type, created_at, published_at from users.outbox
union all
select 'orders:' || id, aggregate_id, seq, type, created_at, published_at from orders.outbox;
