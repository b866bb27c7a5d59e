insert into users.denylist (epoch, number) values (extract(epoch from clock_timestamp())::bigint, 0);
