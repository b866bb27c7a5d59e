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

  /// Each is warmed up with one round's worth, uncounted.
  Floors.Plan plan() {
    RunOptions.positive("--rounds", rounds);
    RunOptions.positive("--operations", operations);
    RunOptions.positive("--clients", clients);
    return new Floors.Plan(rounds, operations, clients, operations);
  }

  void addTo(Map<String, String> settings) {
    settings.put("rounds", rounds + " of " + operations + " operations, " + clients + " clients");
  }
}
