package boxoffice.load.scenario;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.client.Shop;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/// People who look and do not buy: the list, a performance, its availability, sometimes a page of
/// the hall.
///
/// @param visits how many come
/// @param perSecond arrivals a second
/// @param atOnce visits under way at most
/// @param begun is told how many visits have begun
public record Browse(long visits, double perSecond, int atOnce, LongConsumer begun)
    implements Scenario {

  @Override
  public void drive(Stage stage) {
    var arrivals = Arrivals.poisson(perSecond, visits, new SplittableRandom(stage.seed()));
    new OpenLoop(atOnce, stage.stop())
        .run(
            arrivals,
            (number, due) -> {
              begun.accept(number + 1);
              visit(stage, stage.buyer(number), number, due);
            });
  }

  /// @param due of the first call; each further one is due when the one before was answered
  static void visit(Stage stage, Buyer visitor, long number, long due) {
    var shop = stage.shop();
    var performance = "/v1/performances/" + stage.house().performanceId();
    if (failed(shop.browse("list performances", "/v1/performances?pageSize=20", visitor, due))) {
      return;
    }
    if (failed(next(shop, "read performance", performance, visitor))) {
      return;
    }
    if (number % 10 == 0) {
      var rows = "/v1/seatMaps/" + stage.house().seatMapId() + "/rows?pageSize=20";
      next(shop, "list rows", rows, visitor);
    }
    shop.look(visitor, stage.house().performanceId(), System.nanoTime());
  }

  private static Reply next(Shop shop, String name, String path, Buyer visitor) {
    return shop.browse(name, path, visitor, System.nanoTime());
  }

  /// A page that does not come is left.
  private static boolean failed(Reply reply) {
    return !reply.ok();
  }
}
