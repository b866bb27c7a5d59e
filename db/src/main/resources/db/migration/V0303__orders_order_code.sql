-- What people call an order by, whose sale it is, and what an organiser did with it. Rows from before have neither code nor organisation.
alter table orders."order"
  -- without the dash; says nothing and opens nothing
  add column order_code text check (order_code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  -- of the performance that its hold is named after; null for nobody's
  add column organisation_id uuid,
  -- why it was given away; null for an order that costs what the hold quoted
  add column complimentary_reason text check (length(complimentary_reason) between 1 and 400),
  -- when its products were handed out, and by which request of whom
  add column collected_at timestamptz,
  add column collect_request_id uuid,
  add constraint order_given_away check (complimentary_reason is null or total_minor = 0),
  add constraint order_collected check ((collected_at is null) = (collect_request_id is null));
