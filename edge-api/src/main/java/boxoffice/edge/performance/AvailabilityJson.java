package boxoffice.edge.performance;

import boxoffice.inventory.v1.Availability;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which seats are free, at one moment. The seats that are not are said in one of three ways, all
/// by the ordinals of the seat map.
///
/// @param version another state has another
/// @param takenOrdinals each, ascending; the usual way
/// @param takenRuns where compact was asked for: the first of a run and how many follow each other,
///   in turn
/// @param takenBits where compact was asked for and this is shorter: Base64 of one bit a seat,
///   lowest bit of a byte first; what is missing at the end is free
@JsonInclude(JsonInclude.Include.NON_NULL)
record AvailabilityJson(
    String performanceId,
    String version,
    int seatCount,
    int freeCount,
    @Nullable List<Integer> takenOrdinals,
    @Nullable List<Integer> takenRuns,
    @Nullable String takenBits) {

  static AvailabilityJson of(Availability availability) {
    return of(availability, taken(availability).stream().boxed().toList(), null, null);
  }

  /// In whichever way is shorter.
  static AvailabilityJson compact(Availability availability) {
    var runs = runs(taken(availability));
    var bits = Base64.getEncoder().encodeToString(availability.getTaken().toByteArray());
    return length(runs) <= bits.length()
        ? of(availability, null, runs, null)
        : of(availability, null, null, bits);
  }

  private static AvailabilityJson of(
      Availability availability,
      @Nullable List<Integer> ordinals,
      @Nullable List<Integer> runs,
      @Nullable String bits) {
    return new AvailabilityJson(
        availability.getPerformanceId(),
        availability.getVersion(),
        availability.getSeatCount(),
        availability.getFreeCount(),
        ordinals,
        runs,
        bits);
  }

  private static BitSet taken(Availability availability) {
    return BitSet.valueOf(availability.getTaken().asReadOnlyByteBuffer());
  }

  private static List<Integer> runs(BitSet taken) {
    var runs = new ArrayList<Integer>();
    for (int first = taken.nextSetBit(0); first >= 0; ) {
      var end = taken.nextClearBit(first);
      runs.add(first);
      runs.add(end - first);
      first = taken.nextSetBit(end);
    }
    return runs;
  }

  /// Of the list in JSON, about.
  private static int length(List<Integer> runs) {
    return runs.stream().mapToInt(number -> Integer.toString(number).length() + 1).sum();
  }
}
