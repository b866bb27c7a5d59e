package boxoffice.parts.provider;

/// What a client gets: an HTTP status, a JSON body, and whether an earlier request earned it.
record Answer(int status, String body, boolean replayed) {
  Answer(int status, String body) {
    this(status, body, false);
  }
}
