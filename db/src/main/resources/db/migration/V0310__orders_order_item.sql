-- What an order buys, at the prices that the hold quoted. Never changed.
create table orders.order_item (
  order_id uuid not null,
  position int not null check (position >= 0),
  seat_id uuid not null,
  section text not null,
  row_label text not null,
  number text not null,
  category text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (order_id, position)
);
