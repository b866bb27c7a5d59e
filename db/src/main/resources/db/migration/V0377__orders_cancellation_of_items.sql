-- A cancellation may be of single items, and an organiser may ask for it. Rows from before are of whole orders, by their buyers.
alter table orders.cancellation
  -- of which items; null for all that is left of the order
  add column positions int[] check (cardinality(positions) > 0),
  -- inventory has freed these items; of a whole order the order says it
  add column freed boolean not null default false,
  -- the account of the organiser who asks for it; null for the buyer
  add column organiser uuid,
  -- what the organiser says about it
  add column reason text check (length(reason) between 1 and 400),
  add constraint cancellation_reason check ((organiser is null) = (reason is null));
