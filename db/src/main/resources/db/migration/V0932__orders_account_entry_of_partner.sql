-- A partner's statement is a month of its entries, page by page.
create index account_entry_of_partner on orders.account_entry (partner_id, at, entry_id, performance_id);
