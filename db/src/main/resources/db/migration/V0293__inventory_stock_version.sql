-- Grows with each change of a stock, whoever makes it, so that of two pieces of news of it the older one is known.
alter table inventory.stock
  add column version bigint not null default 0;

create function inventory.next_stock_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

create trigger next_version before update on inventory.stock
for each row execute function inventory.next_stock_version();
