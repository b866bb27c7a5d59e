-- The number of a channel in a performance, as the cells of its pool have it. Given with the first allocation, for good.
create table inventory.performance_channel (
  performance_id uuid not null,
  number int not null check (number between 1 and 255),
  channel_id uuid not null references inventory.channel,
  primary key (performance_id, number),
  unique (channel_id, performance_id)
);
