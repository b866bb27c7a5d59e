package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Together;
import boxoffice.inventory.redis.LocalRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// A slot of a cluster that goes round the masters while it is used.
record MovingSlot(LocalRedisCluster cluster, int slot) {
  static final int CALLERS = 8;

  private static final int MOVES = 6;
  private static final int CALLS_BETWEEN = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Calls from all callers at once until it was moved often enough.
  ///
  /// @param call of a caller, by its number, again and again by one thread at a time
  /// @return what they saw
  <T> List<T> under(IntFunction<Callable<T>> call) throws Exception {
    var gone = cluster.refusals("MOVED");
    var going = going();
    var isOver = new AtomicBoolean();
    var calls = new AtomicLong();
    var all = new ArrayList<Callable<List<T>>>();
    for (int i = 0; i < CALLERS; i++) {
      var mine = call.apply(i);
      all.add(() -> {
        var seen = new ArrayList<T>();
        try {
          while (!isOver.get()) {
            seen.add(mine.call());
            calls.incrementAndGet();
          }
        } finally {
          isOver.set(true); // for the others, where this one failed
        }
        return seen;
      });
    }
    // last: what a caller met says more
    all.add(() -> {
      try {
        move(calls, isOver);
      } finally {
        isOver.set(true);
      }
      return List.of();
    });
    var seen = Together.all(all).stream().flatMap(List::stream).toList();
    assertThat(cluster.refusals("MOVED")).isGreaterThan(gone);
    assertThat(going()).isGreaterThan(going);
    return seen;
  }

  /// How many calls met a slot that was on its way.
  private long going() {
    return cluster.refusals("ASK") + cluster.refusals("TRYAGAIN");
  }

  private void move(AtomicLong calls, AtomicBoolean isOver) {
    for (int i = 0; i < MOVES; i++) {
      awaitMore(calls, isOver);
      cluster.move(slot, (cluster.masterOf(slot) + 1) % cluster.masters().size());
    }
    awaitMore(calls, isOver);
  }

  private static void awaitMore(AtomicLong calls, AtomicBoolean isOver) {
    var enough = calls.get() + CALLS_BETWEEN;
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (calls.get() < enough) {
      if (isOver.get() || System.nanoTime() > until) {
        throw new IllegalStateException("the callers have stopped");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
