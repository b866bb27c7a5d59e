create index stock_adjustment_of_sku on inventory.stock_adjustment (sku, number);
