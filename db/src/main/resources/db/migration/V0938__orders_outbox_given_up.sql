-- A mail that cannot be sent. The version before goes on trying one that is given up; it comes to nothing there too.
alter table orders.outbox
  -- why the last try came to nothing, in a word; never a name or an address
  add column failure text,
  -- a person has decided that it is never sent
  add column given_up_at timestamptz,
  add constraint outbox_given_up check (given_up_at is null or published_at is null);
