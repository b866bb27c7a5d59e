-- For words that few performances have. Written at once, not later: lists are read far more often.
create index performance_document on inventory.performance using gin (document) with (fastupdate = off) where listed;
