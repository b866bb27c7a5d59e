-- Whether a choice of seats may leave a single free one.
alter table inventory.performance add column orphans_allowed boolean not null default false;
