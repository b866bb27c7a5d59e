package boxoffice.parts.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Requests that wait until somebody lets them go on. For any thread.
final class Held {
  private final Map<String, Entry> waiting = new LinkedHashMap<>();
  private int last;

  private record Entry(HeldRequest request, CountDownLatch gone) {}

  /// Waits until released.
  void hold(Fault.Subject subject, Effect effect) throws InterruptedException {
    enter(subject, effect).await();
  }

  private synchronized CountDownLatch enter(Fault.Subject subject, Effect effect) {
    last++;
    var id = "held_" + last;
    var request = new HeldRequest(id, subject.operation(), effect, subject.order(), subject.id());
    var gone = new CountDownLatch(1);
    waiting.put(id, new Entry(request, gone));
    return gone;
  }

  synchronized List<HeldRequest> requests() {
    return waiting.values().stream().map(Entry::request).toList();
  }

  /// @return whether it was there
  synchronized boolean release(String id) {
    @Nullable Entry entry = waiting.remove(id);
    if (entry != null) {
      entry.gone().countDown();
    }
    return entry != null;
  }

  synchronized void releaseAll() {
    waiting.values().forEach(entry -> entry.gone().countDown());
    waiting.clear();
  }
}
