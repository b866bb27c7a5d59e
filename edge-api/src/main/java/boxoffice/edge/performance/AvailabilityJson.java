package boxoffice.edge.performance;

import boxoffice.inventory.v1.Availability;
import java.util.BitSet;
import java.util.List;

/// Which seats are free, at one moment.
///
/// @param version another state has another
/// @param takenOrdinals the seats that are not free, ascending, by the ordinals of the seat map
record AvailabilityJson(
    String performanceId,
    String version,
    int seatCount,
    int freeCount,
    List<Integer> takenOrdinals) {

  static AvailabilityJson of(Availability availability) {
    var taken = BitSet.valueOf(availability.getTaken().asReadOnlyByteBuffer());
    return new AvailabilityJson(
        availability.getPerformanceId(),
        availability.getVersion(),
        availability.getSeatCount(),
        availability.getFreeCount(),
        taken.stream().boxed().toList());
  }
}
