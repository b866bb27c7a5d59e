package boxoffice.inventory.redis;

import boxoffice.guard.redis.OverdueWatch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Callers that wait for somebody else: until they are served or given a lane, or until their time
/// is over.
final class Parked implements OverdueWatch.Waits {
  private final Set<Caller> callers = ConcurrentHashMap.newKeySet();

  /// Returns when it is woken; now and then for no reason.
  void park(Caller caller, Duration atMost) {
    caller.isDueIn(atMost);
    callers.add(caller);
    OverdueWatch.SHARED.begins();
    caller.park();
    callers.remove(caller);
  }

  @Override
  public boolean endOverdue(long now) {
    callers.forEach(caller -> caller.wakeIfDue(now));
    return !callers.isEmpty();
  }
}
