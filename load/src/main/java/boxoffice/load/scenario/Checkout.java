package boxoffice.load.scenario;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/// Orders only: so many buyers, each of whom holds two seats nobody else wants and pays at once,
/// again and again. A closed loop: it finds out how many orders a second there can be.
///
/// @param orders how many in all
/// @param atOnce buyers at once
/// @param begun is told how many orders have begun
public record Checkout(long orders, int atOnce, LongConsumer begun) implements Scenario {
  private static final int SEATS_EACH = 2;
  private static final Habits AT_ONCE_AND_SURE =
      new Habits(Duration.ZERO, 0, 0, 0, 0, 0, Duration.ofSeconds(30));

  @Override
  public void drive(Stage stage) {
    drive(stage, orders, new AtomicInteger());
  }

  /// A part of it.
  ///
  /// @param seat the first seat that nobody has wanted yet; moved on
  /// @return orders that were confirmed, a second
  public double drive(Stage stage, long count, AtomicInteger seat) {
    var visit = new BuyerVisit(stage, AT_ONCE_AND_SURE, new Picture(stage.house()));
    var started = new AtomicLong();
    var confirmed = new AtomicLong();
    var began = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        var random = RandomGenerator.of("L64X128MixRandom");
        threads.execute(() -> {
          for (var n = started.incrementAndGet();
              n <= count && !stage.stop().isStopped();
              n = started.incrementAndGet()) {
            begun.accept(n);
            if (order(stage, visit, seat.getAndAdd(SEATS_EACH), random)) {
              confirmed.incrementAndGet();
            }
          }
        });
      }
    }
    return confirmed.get() * 1e9 / (System.nanoTime() - began);
  }

  private static boolean order(Stage stage, BuyerVisit visit, int first, RandomGenerator random) {
    var seats = stage.house().ids();
    if (first + SEATS_EACH > seats.size()) {
      throw new IllegalStateException("the house is too small for so many orders");
    }
    return visit.buy(
        stage.buyer(first / SEATS_EACH),
        seats.subList(first, first + SEATS_EACH),
        System.nanoTime(),
        random);
  }
}
