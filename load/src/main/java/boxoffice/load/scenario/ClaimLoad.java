package boxoffice.load.scenario;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/// Holds only: each arrival claims some neighbours and, when it got them, gives them back, so that
/// the house stays as it is.
///
/// @param claims how many arrive
/// @param perSecond arrivals a second; 0 for all at once
/// @param seatsEach neighbours a claim
/// @param atOnce claims under way at most
/// @param begun is told how many claims have begun
public record ClaimLoad(
    long claims, double perSecond, int seatsEach, int atOnce, LongConsumer begun)
    implements Scenario {

  @Override
  public void drive(Stage stage) {
    var picture = new Picture(stage.house());
    var random = new SplittableRandom(stage.seed());
    var arrivals =
        perSecond == 0
            ? Arrivals.together(claims)
            : Arrivals.poisson(perSecond, claims, random.split());
    new OpenLoop(atOnce, stage.stop())
        .run(
            arrivals,
            (number, due) -> {
              begun.accept(number + 1);
              claim(stage, picture, number, due);
            });
  }

  private void claim(Stage stage, Picture picture, long number, long due) {
    var random = Chance.of(stage.seed(), number);
    var buyer = stage.buyer(number);
    var seats = picture.choose(seatsEach, random);
    var held =
        stage.shop().hold(buyer, Chance.key(random), stage.house().performanceId(), seats, due);
    if (held.ok()) {
      var name = held.body().path("name").asString();
      stage.shop().release(buyer, Chance.key(random), name, System.nanoTime());
    }
  }
}
