create schema users;
create schema inventory;
create schema orders;
create schema audit;

grant usage on schema users to user_grpc;
alter default privileges in schema users grant select, insert, update, delete on tables to user_grpc;
alter default privileges in schema users grant usage on sequences to user_grpc;

grant usage on schema inventory to inventory_grpc;
alter default privileges in schema inventory grant select, insert, update, delete on tables to inventory_grpc;

-- Orders and payments are never deleted; a table whose rows may go says so itself.
grant usage on schema orders to order_grpc;
alter default privileges in schema orders grant select, insert, update on tables to order_grpc;
alter default privileges in schema orders grant usage on sequences to order_grpc;

grant usage on schema audit to auditor;
alter default privileges in schema audit grant select on tables to auditor;
