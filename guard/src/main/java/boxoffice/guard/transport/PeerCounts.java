package boxoffice.guard.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what network addresses have at once, so that none has more than so many. Any thread may.
final class PeerCounts {
  private final int most;
  private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  PeerCounts(int most) {
    this.most = most;
  }

  /// @return whether this peer may have one more; if so, it is counted until [#release]
  boolean take(InetAddress peer) {
    if (counts.merge(peer, 1, Integer::sum) <= most) {
      return true;
    }
    release(peer);
    return false;
  }

  void release(InetAddress peer) {
    counts.compute(peer, (_, count) -> count == null || count == 1 ? null : count - 1);
  }
}
