-- PostgreSQL lets every role make temporary tables and functions. Ours make nothing at all, so that who gets hold of one of them
-- cannot either. It belongs to the database, not to a schema: a dump that is restored elsewhere does not bring it along.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;
