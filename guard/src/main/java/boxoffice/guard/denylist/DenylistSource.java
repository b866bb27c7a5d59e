package boxoffice.guard.denylist;

import java.time.Instant;
import java.util.List;

/// Where the denylist is true: user-grpc's database. user-grpc reads it itself, everybody else asks
/// user-grpc.
@FunctionalInterface
public interface DenylistSource {

  /// What was revoked after a position. Entries are numbered without a gap within an epoch; those
  /// that refuse no token any more are left out.
  ///
  /// @param epoch the one the caller knows, 0 for none; another one than the list's gives the list
  ///   from its start
  /// @throws RuntimeException when it cannot be read
  Part after(long epoch, long number);

  /// @param number how far this part goes
  /// @param complete whether that is the end
  record Part(long epoch, long number, List<Entry> entries, boolean complete) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /// @param revokedId a token's `sid` or `sub`
  /// @param notBefore tokens issued then or before are refused, in seconds as `iat` counts
  /// @param expires from then on it refuses nothing
  record Entry(String revokedId, long notBefore, Instant expires) {}
}
