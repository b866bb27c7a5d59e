revoke update, delete on users.audit_entry from user_grpc;
