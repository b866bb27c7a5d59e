package boxoffice.edge.performance;

import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.Performance;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A dated occurrence of an event in a hall.
///
/// @param onSaleTime seats can be held from then on
/// @param offSaleTime and until then
/// @param prices of a seat with the standard ticket type, by the seat's `category`
/// @param seatsPerHold so many at most in one hold
/// @param seatsPerBuyer so many at most for one buyer, held and bought
/// @param orphansAllowed whether a choice of seats may leave a single free one
/// @param seatCount of the hall, places of areas too
/// @param state `DRAFT`, `PUBLISHED`, `OPEN`, `PAUSED` or `CANCELLED`; only an open one sells
/// @param ticketTypes further prices that a seat of a category can be held at, by `ticketTypeId`
record PerformanceJson(
    String performanceId,
    String displayName,
    String seatMapId,
    Instant startTime,
    Instant onSaleTime,
    Instant offSaleTime,
    List<CategoryPriceJson> prices,
    int seatsPerHold,
    int seatsPerBuyer,
    boolean orphansAllowed,
    int seatCount,
    Instant createTime,
    String organisationId,
    String eventId,
    String venueId,
    String state,
    List<TicketTypeJson> ticketTypes,
    Instant updateTime,
    String etag) {

  static PerformanceJson of(Performance performance) {
    return new PerformanceJson(
        performance.getPerformanceId(),
        performance.getDisplayName(),
        performance.getSeatMapId(),
        WireTypes.instant(performance.getStartTime()),
        WireTypes.instant(performance.getOnSaleTime()),
        WireTypes.instant(performance.getOffSaleTime()),
        performance.getPricesList().stream().map(CategoryPriceJson::of).toList(),
        performance.getSeatsPerHold(),
        performance.getSeatsPerBuyer(),
        performance.getOrphansAllowed(),
        performance.getSeatCount(),
        WireTypes.instant(performance.getCreateTime()),
        performance.getOrganisationId(),
        performance.getEventId(),
        performance.getVenueId(),
        StateName.of(performance.getState(), "PERFORMANCE_STATE_"),
        performance.getTicketTypesList().stream().map(TicketTypeJson::of).toList(),
        WireTypes.instant(performance.getUpdateTime()),
        performance.getEtag());
  }
}
