package boxoffice.load;

import boxoffice.load.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// What a command wants done.
///
/// @param name of the scenario
/// @param settings every option of its own, for the report
/// @param visits how many begin
/// @param overGrpc whether holds go straight to inventory-grpc
/// @param sandbox options of a sandbox of its own
/// @param timed operations whose latency is drawn
/// @param drive makes the scenario
/// @param floors what is compared with what, after the load
/// @param metered whether the services' meters are held against what is known otherwise
record Plan(
    String name,
    Map<String, String> settings,
    Sale sale,
    long visits,
    boolean overGrpc,
    List<String> sandbox,
    List<String> timed,
    Drive drive,
    Comparisons floors,
    boolean metered) {

  /// What is put on sale, and for whom.
  ///
  /// @param seats of the house
  /// @param seatsPerBuyer the performance's limit
  /// @param buyers how many are signed in beforehand
  /// @param toTheLast whether all of it is to be sold
  record Sale(int seats, int seatsPerBuyer, int buyers, boolean toTheLast) {}

  /// Makes the scenario.
  interface Drive {
    /// @param begun is told of the progress
    /// @param lapse how long until abandoned seats are offered again
    Scenario with(LongConsumer begun, Duration lapse);
  }
}
