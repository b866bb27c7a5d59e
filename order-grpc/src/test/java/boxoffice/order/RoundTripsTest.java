package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.order.CountedSockets.Traffic;
import boxoffice.order.v1.OrderState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an order costs PostgreSQL until its buyer is answered, in order-grpc and inventory-grpc
/// together, as it went over the wire.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class RoundTripsTest {
  private static final int ROUND_TRIPS = 12;
  private static final int COMMITS = 4;

  /// What the services do beside orders is counted too, but not with every order: on a slow machine
  /// with most of them.
  private static final int ORDERS = 50;

  private final Shop shop = new Shop(List.of(CountedSockets.SETTING), CountedSockets.SETTING);

  @BeforeAll
  void warmUp() {
    var _ = leastOf(1);
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void answersABuyerAfterTwelveRoundTripsAndFourCommitsP11() {
    assertWithin(leastOf(1));
  }

  @Test
  void takesNoMoreForSeveralHoldsP11() {
    assertWithin(leastOf(3));
  }

  private static void assertWithin(Traffic traffic) {
    assertThat(traffic.roundTrips()).isPositive().isLessThanOrEqualTo(ROUND_TRIPS);
    assertThat(traffic.commits()).isPositive().isLessThanOrEqualTo(COMMITS);
  }

  /// Of as many orders as it takes to see one alone.
  private Traffic leastOf(int holds) {
    var least = buy(holds);
    for (int orders = 1; orders < ORDERS && !isWithin(least); orders++) {
      var next = buy(holds);
      least =
          new Traffic(
              Math.min(least.roundTrips(), next.roundTrips()),
              Math.min(least.commits(), next.commits()));
    }
    return least;
  }

  private static boolean isWithin(Traffic traffic) {
    return traffic.roundTrips() <= ROUND_TRIPS && traffic.commits() <= COMMITS;
  }

  private Traffic buy(int count) {
    var buyer = shop.user.person("buyer");
    var holds = IntStream.range(0, count).mapToObj(_ -> shop.house.hold(buyer, 1)).toList();
    var before = CountedSockets.soFar();

    var bought = shop.by(buyer).placeAll(holds, Buying.VISA).getOrder();

    var traffic = CountedSockets.soFar().since(before);
    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    Eventually.is("over", () -> !Audit.isWorkedOn(bought.getOrderId()));
    return traffic;
  }
}
