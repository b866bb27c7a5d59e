package boxoffice.inventory.performance;

import boxoffice.inventory.v1.Availability;
import boxoffice.inventory.v1.AvailabilityUnchanged;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import java.util.function.Function;

/// Says which seats of a performance are free, or that nothing changed since the caller looked.
final class ReadAvailability {
  private final Performances performances;
  private final Function<Performance, SeatAvailability> availability;
  private final Consumer<Interest> interest;

  ReadAvailability(
      Performances performances,
      Function<Performance, SeatAvailability> availability,
      Consumer<Interest> interest) {
    this.performances = performances;
    this.availability = availability;
    this.interest = interest;
  }

  /// @throws WireException NOT_FOUND, also for somebody else's draft; INVENTORY_UNAVAILABLE
  GetAvailabilityResponse read(GetAvailabilityRequest request) {
    var performance = performances.visible(WireTypes.uuid(request.getPerformanceId()));
    var now = now(performance);
    var response = GetAvailabilityResponse.newBuilder();
    if (now.version().equals(request.getKnownVersion())) {
      return response.setUnchanged(AvailabilityUnchanged.getDefaultInstance()).build();
    }
    return response
        .setAvailability(
            Availability.newBuilder()
                .setPerformanceId(performance.performanceId().toString())
                .setVersion(now.version())
                .setSeatCount(performance.seatCount())
                .setFreeCount(now.freeCount())
                .setTaken(now.taken()))
        .build();
  }

  private SeatAvailability now(Performance performance) {
    if (performance.state() == Performance.State.DRAFT) {
      // nobody could hold anything yet
      return new SeatAvailability("draft", performance.seatCount(), ByteString.EMPTY);
    }
    interest.accept(new Interest(performance.performanceId(), Interest.Kind.VIEW));
    return availability.apply(performance);
  }
}
