package boxoffice.load;

import boxoffice.load.floor.Floors;
import boxoffice.load.measure.Ratio;
import boxoffice.load.scenario.Browse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// People who look, and what that costs beside an empty call.
@Command(
    name = "browse",
    description = "People who look and do not buy; then each figure in turns with its floor.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BrowseCommand implements Callable<Integer> {
  private static final double USUAL_RATE = 100;
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);

  @Mixin private FlowOptions flowOptions = new FlowOptions();
  @Mixin private FloorOptions floors = new FloorOptions();
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    var flow = flowOptions.flow(USUAL_RATE, USUAL_TIME);
    var settings = flowOptions.settings(flow);
    floors.addTo(settings);
    var plan =
        new Plan(
            "browse",
            settings,
            new Plan.Sale(flowOptions.seats, 1, flowOptions.buyers, false),
            flow.visits(),
            false,
            List.of(),
            List.of("list performances", "look"),
            (begun, _) -> new Browse(flow.visits(), flow.perSecond(), options.visitsAtOnce, begun),
            new Compared(floors.plan(), BrowseCommand::figures),
            false);
    return new Run(options, plan).execute();
  }

  private static List<Ratio> figures(Floors floors) {
    var figures = new ArrayList<Ratio>();
    figures.addAll(floors.browse());
    figures.addAll(floors.emptyCallThroughEdge());
    return figures;
  }
}
