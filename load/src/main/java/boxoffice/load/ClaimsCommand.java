package boxoffice.load;

import boxoffice.load.floor.Floors;
import boxoffice.load.measure.Ratio;
import boxoffice.load.scenario.ClaimLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Holds only, and what they cost beside their parts.
@Command(
    name = "claims",
    description = "Holds only, over gRPC or REST; then each figure in turns with its floor.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ClaimsCommand implements Callable<Integer> {
  private static final double USUAL_RATE = 200;
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);
  private static final int SEATS_PER_BUYER = 1_000;

  /// How holds travel.
  enum Way {
    grpc,
    rest
  }

  @Option(
      names = "--over",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "grpc")
  private Way over = Way.grpc;

  @Option(
      names = "--seats-each",
      description = "neighbours a claim, 1 to 10 (default: ${DEFAULT-VALUE})",
      defaultValue = "4")
  private int seatsEach = 4;

  @Mixin private FlowOptions flowOptions = new FlowOptions();
  @Mixin private FloorOptions floors = new FloorOptions();
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    if (seatsEach < 1 || seatsEach > 10) {
      throw new IllegalArgumentException("--seats-each is " + seatsEach + ", needs 1 to 10");
    }
    var flow = flowOptions.flow(USUAL_RATE, USUAL_TIME);
    var settings = flowOptions.settings(flow);
    settings.put("seats each", Integer.toString(seatsEach));
    floors.addTo(settings);
    var plan =
        new Plan(
            "claims",
            settings,
            new Plan.Sale(flowOptions.seats, SEATS_PER_BUYER, flowOptions.buyers, false),
            flow.visits(),
            over == Way.grpc,
            List.of(),
            List.of("hold", "release"),
            (begun, _) ->
                new ClaimLoad(
                    flow.visits(), flow.perSecond(), seatsEach, options.visitsAtOnce, begun),
            new Compared(floors.plan(), ClaimsCommand::figures),
            false);
    return new Run(options, plan).execute();
  }

  private static List<Ratio> figures(Floors floors) {
    var figures = new ArrayList<Ratio>();
    figures.addAll(floors.claimOverGrpc());
    figures.addAll(floors.holdOverRest());
    figures.addAll(floors.claimScript());
    figures.addAll(floors.refusedClaim());
    figures.addAll(floors.emptyCallThroughEdge());
    figures.addAll(floors.token());
    return figures;
  }
}
