-- A person has looked at a parked event: RESOLVED keeps why it was parked.
alter table orders.webhook
  drop constraint webhook_state_check,
  drop constraint webhook_check,
  drop constraint webhook_check1,
  add constraint webhook_state_check check (state in ('APPLIED', 'PARKED', 'RESOLVED')),
  add constraint webhook_reasoned check ((state = 'APPLIED') = (reason is null)),
  add constraint webhook_applied check (state <> 'APPLIED' or applied_at is not null);
