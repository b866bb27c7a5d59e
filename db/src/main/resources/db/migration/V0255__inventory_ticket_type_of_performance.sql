create unique index ticket_type_of_performance on inventory.ticket_type (performance_id, category, display_name);
