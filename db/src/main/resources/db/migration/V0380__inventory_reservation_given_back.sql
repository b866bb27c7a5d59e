-- An order may give back single seats and keep the others. What it gave back of products stock_item says.
alter table inventory.reservation
  -- of seat_ids
  add column given_back uuid[] not null default '{}' check (given_back <@ seat_ids);
