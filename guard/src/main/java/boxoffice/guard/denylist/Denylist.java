package boxoffice.guard.denylist;

import boxoffice.guard.denylist.DenylistSource.Entry;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which tokens are refused before they expire. In memory: asking costs no call.
///
/// Fails closed: a list that was not confirmed lately refuses to answer. Entries are only added,
/// and dropped when no token is left that they could refuse; a revocation is never taken back. Safe
/// for use by many threads.
public final class Denylist {
  private final ConcurrentHashMap<String, Refused> refused = new ConcurrentHashMap<>();
  private final long maxAgeNanos;
  private final LongSupplier nanoTime;
  private volatile @Nullable Long confirmed;

  private record Refused(long notBefore, Instant expires) {
    Refused and(Refused other) {
      return new Refused(
          Math.max(notBefore, other.notBefore),
          expires.isAfter(other.expires) ? expires : other.expires);
    }
  }

  /// @param maxAge since the last confirmation, beyond which nobody is told anything
  /// @param nanoTime as [System#nanoTime]
  public Denylist(Duration maxAge, LongSupplier nanoTime) {
    maxAgeNanos = maxAge.toNanos();
    this.nanoTime = nanoTime;
  }

  /// @param session null for a program
  /// @param issuedAt in seconds, as `iat` counts
  /// @throws WireException SERVICE_UNAVAILABLE when the list is older than it may be
  public boolean refuses(String subject, @Nullable String session, long issuedAt) {
    if (ageNanos() > maxAgeNanos) {
      throw new WireException(
          ErrorReason.SERVICE_UNAVAILABLE, "the token cannot be verified at the moment");
    }
    return names(subject, issuedAt) || (session != null && names(session, issuedAt));
  }

  private boolean names(String id, long issuedAt) {
    var entry = refused.get(id);
    return entry != null && issuedAt <= entry.notBefore();
  }

  void add(Collection<Entry> entries) {
    for (var entry : entries) {
      var more = new Refused(entry.notBefore(), entry.expires());
      refused.merge(entry.revokedId(), more, Refused::and);
    }
  }

  /// The list holds everything that was revoked before then.
  ///
  /// @param nanos as [#now]
  void confirm(long nanos) {
    confirmed = nanos;
  }

  void dropExpired(Instant now) {
    refused.values().removeIf(entry -> !entry.expires().isAfter(now));
  }

  long now() {
    return nanoTime.getAsLong();
  }

  int size() {
    return refused.size();
  }

  boolean isConfirmed() {
    return confirmed != null;
  }

  /// Infinite before the first confirmation.
  double ageSeconds() {
    var age = ageNanos();
    return age == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : age / 1e9;
  }

  private long ageNanos() {
    var since = confirmed;
    return since == null ? Long.MAX_VALUE : nanoTime.getAsLong() - since;
  }
}
