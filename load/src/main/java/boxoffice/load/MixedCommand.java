package boxoffice.load;

import boxoffice.load.scenario.Mixed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A usual day, for a minute or, as `soak`, for most of an hour: what leaks or falls behind shows
/// in the plots.
@Command(
    name = "mixed",
    description = "Most look, some buy. As soak: the same, slower, for 45 minutes.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MixedCommand implements Callable<Integer> {
  static final String SOAK = "soak";

  private static final double USUAL_RATE = 100;
  private static final double SOAK_RATE = 25;
  private static final Duration USUAL_TIME = Duration.ofSeconds(60);
  private static final Duration SOAK_TIME = Duration.ofMinutes(45);
  private static final int SEATS_PER_BUYER = 1_000;

  @Option(
      names = "--buying",
      paramLabel = "SHARE",
      description = "of the visits that try to buy (default: ${DEFAULT-VALUE})",
      defaultValue = "0.1")
  private double buying = 0.1;

  @Mixin private FlowOptions flowOptions = new FlowOptions();
  @Mixin private HabitOptions habits = new HabitOptions();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    RunOptions.share("--buying", buying);
    var soak = spec != null && spec.name().equals(SOAK);
    var flow = flowOptions.flow(soak ? SOAK_RATE : USUAL_RATE, soak ? SOAK_TIME : USUAL_TIME);
    var settings = flowOptions.settings(flow);
    settings.putAll(habits.settings());
    settings.put("buying", Double.toString(buying));
    var behaviour = habits.habits();
    var plan =
        new Plan(
            soak ? SOAK : "mixed",
            settings,
            new Plan.Sale(flowOptions.seats, SEATS_PER_BUYER, flowOptions.buyers, false),
            flow.visits(),
            false,
            List.of(),
            List.of("look", "hold", "order"),
            (begun, _) ->
                new Mixed(
                    flow.visits(),
                    flow.perSecond(),
                    buying,
                    options.visitsAtOnce,
                    behaviour,
                    begun),
            Comparisons.NONE,
            true);
    return new Run(options, plan).execute();
  }
}
