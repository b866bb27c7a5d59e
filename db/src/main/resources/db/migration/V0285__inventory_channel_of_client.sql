-- What a client sells, of all organisations.
create index channel_of_client on inventory.channel (client_id, channel_id);
