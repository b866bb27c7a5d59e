-- What performances are listed and found by. The names of event and venue are kept right by triggers on those tables.
alter table inventory.performance
  add column event_name text not null default '',
  add column venue_name text not null default '',
  -- what buyers see in lists: published here means that the event is published too
  add column listed boolean not null generated always as (state in ('PUBLISHED', 'OPEN', 'PAUSED')) stored,
  add column document tsvector not null
    generated always as (inventory.searched(display_name || ' ' || event_name || ' ' || venue_name)) stored;
