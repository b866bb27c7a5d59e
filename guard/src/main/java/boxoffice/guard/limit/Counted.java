package boxoffice.guard.limit;

/// What a call counts against.
///
/// @param limit its name in `boxoffice.guard.limits`
/// @param who is counted, such as an address
public record Counted(String limit, String who) {}
