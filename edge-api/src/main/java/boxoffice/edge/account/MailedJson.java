package boxoffice.edge.account;

/// Says nothing: if there is somebody to write to, a mail is on its way.
record MailedJson() {}
