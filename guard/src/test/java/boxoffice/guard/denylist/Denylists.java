package boxoffice.guard.denylist;

import boxoffice.guard.denylist.DenylistSource.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Lists for tests of those who ask one.
public final class Denylists {
  private Denylists() {}

  /// Confirmed just now, and good for longer than any test.
  public static Denylist confirmed() {
    var list = new Denylist(Duration.ofHours(1), System::nanoTime);
    list.confirm(list.now());
    return list;
  }

  /// Of which nobody knows whether it is complete.
  public static Denylist unconfirmed() {
    return new Denylist(Duration.ofHours(1), System::nanoTime);
  }

  public static void revoke(Denylist list, String id, long notBefore) {
    list.add(List.of(new Entry(id, notBefore, Instant.MAX)));
  }
}
