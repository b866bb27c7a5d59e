package boxoffice.edge.account;

/// Says nothing: a mail is on its way to the address.
record RegisteredJson() {}
