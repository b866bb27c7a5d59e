package boxoffice.load.scenario;

import java.time.Duration;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
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

  /// Who abandoned left seats that are offered again later. Patient buyers take them.
  private void sellTheRest(Stage stage, Picture picture) {
    var patient = new Habits(Duration.ZERO, 1, 0, 0, 0, habits.patience());
    var visit = new BuyerVisit(stage, patient, picture);
    var random = new SplittableRandom(~stage.seed());
    var until = System.nanoTime() + lapse.toNanos();
    while (stage.orders().confirmedSeats() < stage.house().seats().size()
        && System.nanoTime() < until
        && !stage.stop().isStopped()) {
      var buyer = stage.buyer(random.nextInt(stage.buyers().size()));
      var seen = stage.shop().look(buyer, stage.house().performanceId(), System.nanoTime());
      if (seen.ok()) {
        picture.update(seen.body());
      }
      if (picture.free() > 0) {
        visit.buy(buyer, picture.choose(4, random), System.nanoTime(), random);
      } else if (!stage.stop().pause(BETWEEN)) {
        return;
      }
    }
  }
}
