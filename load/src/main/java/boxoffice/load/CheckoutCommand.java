package boxoffice.load;

import boxoffice.load.floor.Floors;
import boxoffice.load.measure.Ratio;
import boxoffice.load.scenario.Checkout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Orders only, and how many a second beside PostgreSQL's own rate.
@Command(
    name = "checkout",
    description =
        "Orders only, as fast as they go; then in turns with plain inserts of their rows.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckoutCommand implements Callable<Integer> {
  private static final int SEATS_EACH = 2;
  private static final int SEATS_PER_BUYER = 1_000;

  /// As many as there are plain inserts to warm up: HotSpot still compiles after 10 000 orders.
  @Option(
      names = "--orders",
      description = "before the comparison (default: ${DEFAULT-VALUE})",
      defaultValue = "20000")
  private int orders = 20_000;

  @Option(
      names = "--buyers-at-once",
      description = "each orders again when the last order is paid (default: ${DEFAULT-VALUE})",
      defaultValue = "8")
  private int atOnce = 8;

  @Option(
      names = "--orders-a-round",
      description = "of the comparison (default: ${DEFAULT-VALUE})",
      defaultValue = "1000")
  private int ordersOfRound = 1_000;

  @Mixin private FloorOptions floors = new FloorOptions();
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    RunOptions.positive("--orders", orders);
    RunOptions.positive("--buyers-at-once", atOnce);
    RunOptions.positive("--orders-a-round", ordersOfRound);
    var settings = new LinkedHashMap<String, String>();
    settings.put("orders", Integer.toString(orders));
    settings.put("buyers at once", Integer.toString(atOnce));
    settings.put("orders a round", Integer.toString(ordersOfRound));
    floors.addTo(settings);
    var seats = SEATS_EACH * (orders + ordersOfRound * floors.rounds);
    var buyers = Math.clamp(seats / SEATS_EACH, 1, 5_000);
    var checkout = new Checkout(orders, atOnce, begun -> {});
    var plan =
        new Plan(
            "checkout",
            settings,
            new Plan.Sale(seats, SEATS_PER_BUYER, buyers, false),
            orders,
            false,
            List.of(),
            List.of("hold", "order"),
            (begun, _) -> new Checkout(orders, atOnce, begun),
            ground -> {
              var seat = new AtomicInteger(SEATS_EACH * orders);
              return new Compared(
                      floors.plan(), measured -> figures(measured, checkout, ground, seat))
                  .compare(ground);
            },
            false);
    return new Run(options, plan).execute();
  }

  private List<Ratio> figures(
      Floors measured, Checkout checkout, Run.Ground ground, AtomicInteger seat) {
    return measured.orders(round -> checkout.drive(ground.stage(), ordersOfRound, seat));
  }
}
