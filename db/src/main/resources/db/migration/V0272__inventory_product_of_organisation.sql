create index product_of_organisation on inventory.product (organisation_id, display_name, product_id);
