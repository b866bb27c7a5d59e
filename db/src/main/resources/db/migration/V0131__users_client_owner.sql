alter table users.client
  add column display_name text not null default '',
  add column owner_id uuid references users.account (id),
  add column live boolean not null default true,
  add column disabled_at timestamptz,
  add column not_before bigint not null default 0,
  add column created_at timestamptz not null default now(),
  add column last_used_at timestamptz,
  add column request_id uuid;
