package boxoffice.edge.performance;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a performance is made of.
///
/// @param seatsPerHold 1 to 10; 10 when it is 0 or not given
/// @param seatsPerBuyer 1 to 1000; 10 when it is 0 or not given
/// @param orphansAllowed whether a choice of seats may leave a single free one; it may not when it
///   is not given
/// @param state `DRAFT` when it is not given; the others only if the event is published
record CreatePerformanceJson(
    String displayName,
    String eventId,
    String seatMapId,
    Instant startTime,
    Instant onSaleTime,
    Instant offSaleTime,
    List<CategoryPriceJson> prices,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer seatsPerHold,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer seatsPerBuyer,
    @JsonSetter(nulls = Nulls.SET) @Nullable State state,
    @JsonSetter(nulls = Nulls.SET) @Nullable Boolean orphansAllowed) {

  /// What it starts as.
  enum State {
    DRAFT,
    PUBLISHED,
    OPEN;

    PerformanceState toProto() {
      return switch (this) {
        case DRAFT -> PerformanceState.PERFORMANCE_STATE_DRAFT;
        case PUBLISHED -> PerformanceState.PERFORMANCE_STATE_PUBLISHED;
        case OPEN -> PerformanceState.PERFORMANCE_STATE_OPEN;
      };
    }
  }

  CreatePerformanceRequest toProto(RequestId requestId) {
    return CreatePerformanceRequest.newBuilder()
        .setRequestId(requestId.text())
        .setDisplayName(displayName)
        .setEventId(eventId)
        .setSeatMapId(seatMapId)
        .setStartTime(WireTypes.timestamp(startTime))
        .setOnSaleTime(WireTypes.timestamp(onSaleTime))
        .setOffSaleTime(WireTypes.timestamp(offSaleTime))
        .addAllPrices(prices.stream().map(CategoryPriceJson::toProto).toList())
        .setSeatsPerHold(seatsPerHold == null ? 0 : seatsPerHold)
        .setSeatsPerBuyer(seatsPerBuyer == null ? 0 : seatsPerBuyer)
        .setState((state == null ? State.DRAFT : state).toProto())
        .setOrphansAllowed(Boolean.TRUE.equals(orphansAllowed))
        .build();
  }
}
