-- Which Redis answered at an address when a process of ours last looked: its run and its replication id. Another one than
-- that may lack what the pools had.
create table inventory.redis_node (
  address text primary key,
  identity text not null,
  seen_at timestamptz not null
);
