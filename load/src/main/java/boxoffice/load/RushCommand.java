package boxoffice.load;

import boxoffice.load.scenario.Rush;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An on-sale to the last seat.
@Command(
    name = "rush",
    description = "Many more attempts than seats: every seat must be sold, once.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RushCommand implements Callable<Integer> {
  private static final int SEATS_PER_BUYER = 10;

  /// Times that let a run come to its end in minutes: abandoned seats come back sooner.
  private static final List<String> SHORT_TIMES =
      List.of(
          "--set=inventory:boxoffice.inventory.hold.time-to-live=60s",
          "--set=order:boxoffice.order.payment-time=90s");

  @Option(
      names = "--seats",
      description = "of the house (default: ${DEFAULT-VALUE})",
      defaultValue = "10000")
  private int seats = 10_000;

  @Option(
      names = "--attempts",
      description = "to hold (default: ${DEFAULT-VALUE})",
      defaultValue = "100000")
  private long attempts = 100_000;

  @Option(
      names = "--buyers",
      description = "who attempt in turn (default: a fifth of the attempts)")
  private int buyers;

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description = "attempts a second, 0 for all at once (default: ${DEFAULT-VALUE})",
      defaultValue = "250")
  private double rate = 250;

  @Mixin private HabitOptions habits = new HabitOptions();
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    RunOptions.positive("--seats", seats);
    RunOptions.positive("--attempts", attempts);
    RunOptions.notNegative("--rate", rate);
    RunOptions.notNegative("--buyers", buyers);
    var people = buyers == 0 ? Math.clamp(attempts / 5, 1, 50_000) : buyers;
    if ((long) people * SEATS_PER_BUYER < seats) {
      throw new IllegalArgumentException(
          people + " buyers may have " + SEATS_PER_BUYER + " seats each: too few for " + seats);
    }
    var behaviour = habits.habits();
    var settings = habits.settings();
    settings.put("seats", Integer.toString(seats));
    settings.put("attempts", Long.toString(attempts));
    settings.put("buyers", Integer.toString(people));
    settings.put("rate", rate == 0 ? "all at once" : rate + " per second");
    var plan =
        new Plan(
            "rush",
            settings,
            new Plan.Sale(seats, SEATS_PER_BUYER, people, true),
            attempts,
            false,
            SHORT_TIMES,
            List.of("hold", "order", "look"),
            (begun, lapse) ->
                new Rush(attempts, rate, options.visitsAtOnce, behaviour, lapse, begun),
            Comparisons.NONE,
            false);
    return new Run(options, plan).execute();
  }
}
