create index work_due on orders.work (due_at);
