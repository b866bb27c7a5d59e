alter table orders.work
  -- how often there was something new to do: whoever gives the row back without having seen the last of it does not
  add column wakes int not null default 0;
