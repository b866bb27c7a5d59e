package boxoffice.load;

import boxoffice.load.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// What a command wants done.
///
/// @param name of the scenario
/// @param settings every option of its own, for the report
/// @param seats of the house it is done in
/// @param seatsPerBuyer the performance's limit
/// @param buyers how many are signed in beforehand
/// @param visits how many begin
/// @param overGrpc whether holds go straight to inventory-grpc
/// @param sellsOut whether unsold seats at the end are remarked
/// @param sandbox options of a sandbox of its own
/// @param timed operations whose latency is drawn
/// @param scenario made once it is known whom to tell of the progress
/// @param floors what is compared with what, after the load
record Plan(
    String name,
    Map<String, String> settings,
    int seats,
    int seatsPerBuyer,
    int buyers,
    long visits,
    boolean overGrpc,
    boolean sellsOut,
    List<String> sandbox,
    List<String> timed,
    Drive scenario,
    Comparisons floors) {

  /// Makes the scenario.
  interface Drive {
    Scenario with(LongConsumer begun);
  }
}
