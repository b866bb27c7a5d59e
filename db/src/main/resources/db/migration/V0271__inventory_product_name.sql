create index product_name on inventory.product (display_name, product_id) where state = 'PUBLISHED';
