-- How many seats of a performance were free some seconds ago, for lists; the claim decides.
create table inventory.performance_count (
  performance_id uuid primary key,
  free_count int not null check (free_count >= 0),
  counted_at timestamptz not null
) with (fillfactor = 80);
