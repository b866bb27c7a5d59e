-- Every run sets the passwords anew, so that running the migration is how they are rotated.
alter role user_grpc with login password '${user_grpc_password}';
alter role inventory_grpc with login password '${inventory_grpc_password}';
alter role order_grpc with login password '${order_grpc_password}';
alter role auditor with login password '${auditor_password}';
