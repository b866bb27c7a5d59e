package boxoffice.inventory.hold;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which pools are to be looked after now: a few at a time, those first that somebody asked for in
/// vain. What fails keeps no other from it; it is asked for again, or found at the next look.
final class PoolRepairs {
  private static final Logger LOG = LoggerFactory.getLogger(PoolRepairs.class);
  private static final int AT_ONCE = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<UUID> asked = new ArrayDeque<>();
  private final ArrayDeque<UUID> others = new ArrayDeque<>();

  /// Those of both that nobody has begun; an id may stand in a queue after it was done.
  private final Map<UUID, CompletableFuture<Void>> wanted = new HashMap<>();

  private int workers;
  private volatile Consumer<UUID> repair = _ -> {};

  private record Work(UUID performance, CompletableFuture<Void> done) {}

  /// @param repair what is to be done with each
  void repairWith(Consumer<UUID> repair) {
    this.repair = repair;
  }

  /// Comes before all that nobody asked for. Returns at once.
  void ask(UUID performance) {
    var _ = add(performance, true);
  }

  /// Returns when each of them has been looked after.
  void all(Collection<UUID> performances) {
    List<CompletableFuture<Void>> done =
        performances.stream().map(performance -> add(performance, false)).toList();
    done.forEach(CompletableFuture::join);
  }

  private CompletableFuture<Void> add(UUID performance, boolean isAsked) {
    lock.lock();
    try {
      var isNew = !wanted.containsKey(performance);
      var done = wanted.computeIfAbsent(performance, _ -> new CompletableFuture<>());
      if (isAsked && !asked.contains(performance)) {
        asked.add(performance);
      } else if (!isAsked && isNew) {
        others.add(performance);
      }
      if (workers < AT_ONCE) {
        workers++;
        Thread.ofVirtual().name("pool-repair").start(this::work);
      }
      return done;
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (var next = next(); next != null; next = next()) {
      try {
        repair.accept(next.performance());
      } catch (RuntimeException e) {
        LOG.error("the pool of performance {} was not looked after", next.performance(), e);
      } finally {
        next.done().complete(null);
      }
    }
  }

  private @Nullable Work next() {
    lock.lock();
    try {
      while (true) {
        var first = asked.isEmpty() ? others.poll() : asked.poll();
        if (first == null) {
          workers--;
          return null;
        }
        var done = wanted.remove(first);
        if (done != null) {
          return new Work(first, done);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
