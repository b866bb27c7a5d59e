-- Lists are of listed performances or of those of an organisation, and have indexes of their own.
drop index inventory.performance_start;
