package boxoffice.load.scenario;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/// A usual day: most look, some buy. Over hours it is the soak.
///
/// @param visits how many come
/// @param perSecond arrivals a second
/// @param buying the share that tries to buy, 0 to 1
/// @param atOnce visits under way at most
/// @param begun is told how many visits have begun
public record Mixed(
    long visits, double perSecond, double buying, int atOnce, Habits habits, LongConsumer begun)
    implements Scenario {

  @Override
  public void drive(Stage stage) {
    var random = new SplittableRandom(stage.seed());
    var arrivals = Arrivals.poisson(perSecond, visits, random.split());
    var visit = new BuyerVisit(stage, habits, new Picture(stage.house()));
    new OpenLoop(atOnce, stage.stop())
        .run(
            arrivals,
            (number, due) -> {
              begun.accept(number + 1);
              if (isBuyer(stage.seed(), number)) {
                visit.make(number, due);
              } else {
                Browse.visit(stage, stage.buyer(number), number, due);
              }
            });
  }

  private boolean isBuyer(long seed, long number) {
    return Chance.of(~seed, number).nextDouble() < buying;
  }
}
