-- Who changed what in the catalogue. Added to, never changed.
create table inventory.audit_entry (
  number bigint generated always as identity primary key,
  organisation_id uuid,
  actor text not null,
  action text not null,
  subject text not null,
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null
);
revoke update, delete on inventory.audit_entry from inventory_grpc;
