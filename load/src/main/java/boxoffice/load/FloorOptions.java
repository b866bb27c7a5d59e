package boxoffice.load;

import boxoffice.load.floor.Floors;
import java.util.Map;
import picocli.CommandLine.Option;

/// How thoroughly figures are compared with their floors.
final class FloorOptions {
  @Option(
      names = "--rounds",
      description = "how often a figure and its floor take turns (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  int rounds = 5;

  @Option(
      names = "--operations",
      description = "of each in a round (default: ${DEFAULT-VALUE})",
      defaultValue = "2000")
  int operations = 2_000;

  @Option(
      names = "--clients",
      description = "beside each other in a round (default: ${DEFAULT-VALUE})",
      defaultValue = "4")
  int clients = 4;

  /// HotSpot compiles a method for good once it was called 15 000 times (Tier4CompileThreshold), in
  /// the background: with two cores for six JVMs it is busy with that for 60 000 operations.
  @Option(
      names = "--warm-up-operations",
      description = "operations of each before, uncounted (default: ${DEFAULT-VALUE})",
      defaultValue = "60000")
  int warmUp = 60_000;

  Floors.Plan plan() {
    RunOptions.positive("--rounds", rounds);
    RunOptions.positive("--operations", operations);
    RunOptions.positive("--clients", clients);
    RunOptions.positive("--warm-up-operations", warmUp);
    return new Floors.Plan(rounds, operations, clients, warmUp);
  }

  void addTo(Map<String, String> settings) {
    settings.put(
        "rounds",
        "%d of %d operations after %d, %d clients".formatted(rounds, operations, warmUp, clients));
  }
}
