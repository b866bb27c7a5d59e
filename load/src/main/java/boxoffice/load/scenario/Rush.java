package boxoffice.load.scenario;

import java.time.Duration;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/// An on-sale: many more attempts than seats, then whatever lapsed is sold too, to the last seat.
///
/// @param attempts visits, each of which tries to hold
/// @param perSecond arrivals a second; 0 for all at once
/// @param atOnce visits under way at most
/// @param lapse how long until abandoned seats are offered again
/// @param begun is told how many visits have begun
public record Rush(
    long attempts, double perSecond, int atOnce, Habits habits, Duration lapse, LongConsumer begun)
    implements Scenario {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int PATIENT_BUYERS = 8;
  private static final Habits PATIENT =
      new Habits(Duration.ZERO, 1, 0, 0, 0, 0, Duration.ofSeconds(30));

  @Override
  public void drive(Stage stage) {
    var picture = new Picture(stage.house());
    var visit = new BuyerVisit(stage, habits, picture);
    new OpenLoop(atOnce, stage.stop())
        .run(
            arrivals(stage.seed()),
            (number, due) -> {
              begun.accept(number + 1);
              visit.make(number, due);
            });
    sellTheRest(stage, picture);
  }

  private PrimitiveIterator.OfLong arrivals(long seed) {
    return perSecond == 0
        ? Arrivals.together(attempts)
        : Arrivals.poisson(perSecond, attempts, new SplittableRandom(seed));
  }

  /// Who abandoned left seats that are offered again later. A few patient buyers take them, until
  /// all are sold, or longer than any seat can be kept.
  private void sellTheRest(Stage stage, Picture picture) {
    var visit = new BuyerVisit(stage, PATIENT, picture);
    var until = System.nanoTime() + lapse.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PATIENT_BUYERS; i++) {
        var random = Chance.of(~stage.seed(), i);
        threads.execute(() -> {
          var going = true;
          while (going && System.nanoTime() < until) {
            going = lookAndBuy(stage, picture, visit, random);
          }
        });
      }
    }
  }

  /// @return whether there may be something left to sell
  private static boolean lookAndBuy(
      Stage stage, Picture picture, BuyerVisit visit, SplittableRandom random) {
    var buyer = stage.buyer(random.nextInt(stage.buyers().size()));
    var seen = stage.shop().look(buyer, stage.house().performanceId(), System.nanoTime());
    if (seen.ok()) {
      picture.update(seen.body());
    }
    if (picture.free() > 0) {
      visit.buy(buyer, picture.choose(4, random), System.nanoTime(), random);
      return !stage.stop().isStopped();
    }
    return !stage.soldOut().getAsBoolean() && stage.stop().pause(BETWEEN);
  }
}
