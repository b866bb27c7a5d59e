package boxoffice.load.scenario;

import boxoffice.load.client.Reply;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// When all is quiet every buyer reads their orders and tickets again: what they were told must be
/// there.
public final class FinalReads {
  private static final int AT_ONCE = 16;
  private static final int TRIES = 20;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private FinalReads() {}

  /// Returns when all are read; the history has the answers.
  public static void make(Stage stage) {
    var places = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var sold : stage.orders().all()) {
        places.acquireUninterruptibly();
        threads.execute(() -> {
          try {
            read(stage, sold);
          } finally {
            places.release();
          }
        });
      }
    }
  }

  private static void read(Stage stage, Sold sold) {
    var order =
        insisting(
            stage, () -> stage.shop().readOrder(sold.buyer(), sold.order(), System.nanoTime()));
    if (order.body().path("state").asString("").equals("CONFIRMED")) {
      insisting(
          stage, () -> stage.shop().readTickets(sold.buyer(), sold.order(), System.nanoTime()));
    }
  }

  /// A read that the system cannot serve at the moment says nothing about the order.
  private static Reply insisting(Stage stage, Supplier<Reply> call) {
    var reply = call.get();
    for (int tries = 1; tries < TRIES && reply.worthRepeating(); tries++) {
      stage.stop().pause(BETWEEN);
      reply = call.get();
    }
    return reply;
  }
}
