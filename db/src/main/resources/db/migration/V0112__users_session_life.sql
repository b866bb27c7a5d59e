-- A session ends by itself at expires_at, or by somebody at ended_at, for a reason. It is marked where something about it
-- looked like theft.
alter table users.session
  add column device text not null default '',
  add column last_used_at timestamptz not null default now(),
  add column expires_at timestamptz not null default now() + interval '30 days',
  add column ended_at timestamptz,
  add column end_reason text,
  add column marked_at timestamptz;
