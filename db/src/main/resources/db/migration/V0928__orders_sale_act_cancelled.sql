-- An organiser may cancel an order, or items of it.
alter table orders.sale_act
  drop constraint sale_act_action_check,
  add constraint sale_act_action_check check (action in ('GIVEN_AWAY', 'COLLECTED', 'CANCELLED'));
