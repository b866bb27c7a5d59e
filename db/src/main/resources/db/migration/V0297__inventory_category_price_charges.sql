-- Fee and tax of a category's standard price.
alter table inventory.category_price
  -- of one, on top of amount_minor
  add column booking_fee_minor bigint not null default 0 check (booking_fee_minor between 0 and 100000000),
  -- the rate of the tax on price and fee: 1900 is 19 percent
  add column tax_basis_points int not null default 0 check (tax_basis_points between 0 and 10000),
  -- otherwise the tax is contained in price and fee
  add column tax_on_top boolean not null default false;
