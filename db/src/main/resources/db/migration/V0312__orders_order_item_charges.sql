-- Fee and tax as the hold quoted them. An item comes to quantity * (amount_minor + booking_fee_minor), and tax_minor where the tax is on top.
alter table orders.order_item
  -- of one
  add column booking_fee_minor bigint not null default 0 check (booking_fee_minor >= 0),
  add column tax_basis_points int not null default 0 check (tax_basis_points between 0 and 10000),
  -- otherwise the tax is contained in price and fee
  add column tax_on_top boolean not null default false,
  -- of all units
  add column tax_minor bigint not null default 0 check (tax_minor between 0 and quantity * (amount_minor + booking_fee_minor)),
  -- of a seat; null for the category's standard one
  add column ticket_type_id uuid,
  add column ticket_type text not null default '';
