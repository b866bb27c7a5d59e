insert into users.client_secret (client_id, secret_hash, created_at)
select id, secret_hash, created_at from users.client;

alter table users.client drop column secret_hash;
