package boxoffice.guard.denylist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A source of truth that a test writes. Gives two entries at most at a time.
public final class ScriptedSource implements DenylistSource {
  private static final int PAGE = 2;
  private final Instant expires = Instant.now().plusSeconds(3600);

  private final List<Entry> entries = new ArrayList<>();
  private long epoch = 1;
  private boolean away;
  private int asked;

  /// Revokes everything of an id.
  public synchronized void revoke(String id) {
    entries.add(new Entry(id, Long.MAX_VALUE, expires));
  }

  public synchronized void setAway(boolean away) {
    this.away = away;
  }

  /// A list that knows nothing of the one before.
  public synchronized void startAnew(long newEpoch) {
    epoch = newEpoch;
    entries.clear();
  }

  /// As a database of which the last commits were lost.
  public synchronized void forgetLast() {
    entries.removeLast();
  }

  public synchronized int asked() {
    return asked;
  }

  public synchronized long epoch() {
    return epoch;
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized Part after(long knownEpoch, long knownNumber) {
    asked++;
    if (away) {
      throw new IllegalStateException("the source is away");
    }
    var from = knownEpoch == epoch ? (int) Math.min(knownNumber, entries.size()) : 0;
    var to = Math.min(from + PAGE, entries.size());
    return new Part(epoch, to, entries.subList(from, to), to == entries.size());
  }
}
