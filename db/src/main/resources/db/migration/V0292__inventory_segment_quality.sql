-- How good a segment is follows from the hall as it is laid out to be sold; it is not stored any more.
alter table inventory.segment
  alter column quality set default 0;
