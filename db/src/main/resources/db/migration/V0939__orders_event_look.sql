-- Up to when the payment provider was asked for its events. One row, for all instances.
create table orders.event_look (
  one boolean primary key default true check (one),
  -- events that were created before, by the provider's clock, have been taken
  looked_until timestamptz not null,
  -- somebody looks, and until then nobody else does
  leased_until timestamptz
);

insert into orders.event_look (looked_until) values (clock_timestamp());
