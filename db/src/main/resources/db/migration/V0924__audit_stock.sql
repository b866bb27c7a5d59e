create view audit.stock as
  select sku, total, reserved, sold from inventory.stock;
