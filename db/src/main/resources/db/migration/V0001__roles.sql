-- One role a service, with rights on its own schema only, and one that reads the audit views only.
-- Roles belong to the cluster, not to the database, so another database of the same cluster may have made them.
do $$
declare
  name text;
begin
  foreach name in array array['user_grpc', 'inventory_grpc', 'order_grpc', 'auditor'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
  end loop;
end
$$;

revoke all on schema public from public;
