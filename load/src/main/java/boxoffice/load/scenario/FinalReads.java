package boxoffice.load.scenario;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// When all is quiet every buyer reads their orders and tickets again: what they were told must be
/// there.
public final class FinalReads {
  private static final int AT_ONCE = 16;

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
    var shop = stage.shop();
    var order = Insistence.on(() -> shop.readOrder(sold.buyer(), sold.order(), System.nanoTime()));
    if (order.body().path("state").asString("").equals("CONFIRMED")) {
      Insistence.on(() -> shop.readTickets(sold.buyer(), sold.order(), System.nanoTime()));
    }
  }
}
