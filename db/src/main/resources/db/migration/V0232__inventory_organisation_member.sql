-- An account in an organisation.
create table inventory.organisation_member (
  organisation_id uuid not null references inventory.organisation,
  account_id uuid not null,
  role text not null check (role in ('OWNER', 'MEMBER')),
  created_at timestamptz not null,
  primary key (organisation_id, account_id)
);
