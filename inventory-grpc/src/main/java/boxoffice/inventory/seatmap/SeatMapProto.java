package boxoffice.inventory.seatmap;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.seatmap.MovePerformances.Obstacle;
import boxoffice.inventory.seatmap.MovePerformances.Vanishing;
import boxoffice.inventory.seatmap.SeatStore.MarkedSeat;
import boxoffice.inventory.v1.Area;
import boxoffice.inventory.v1.CategoriesWithoutPrice;
import boxoffice.inventory.v1.PublishSeatMapResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapState;
import boxoffice.inventory.v1.SeatMark;
import boxoffice.inventory.v1.SeatRow;
import boxoffice.inventory.v1.SeatsWouldVanish;
import boxoffice.inventory.v1.VanishingSeat;
import boxoffice.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Halls as they go over the wire.
final class SeatMapProto {
  private SeatMapProto() {}

  static SeatMap of(SeatMapSummary seatMap, List<SeatArea> areas) {
    return SeatMap.newBuilder()
        .setSeatMapId(seatMap.seatMapId().toString())
        .setDisplayName(seatMap.displayName())
        .setSeatCount(seatMap.seatCount())
        .addAllCategories(seatMap.categories())
        .setCreateTime(WireTypes.timestamp(seatMap.createTime()))
        .setVenueId(orEmpty(seatMap.venueId()))
        .setOrganisationId(orEmpty(seatMap.organisationId()))
        .setState(of(seatMap.state()))
        .setVersion(seatMap.version())
        .setReplacesSeatMapId(orEmpty(seatMap.replaces()))
        .addAllAreas(areas.stream().map(SeatMapProto::of).toList())
        .setEtag(Change.etag(seatMap.revision()))
        .setMarkedCount(seatMap.markedCount())
        .build();
  }

  static SeatMapState of(SeatMapSummary.State state) {
    return switch (state) {
      case DRAFT -> SeatMapState.SEAT_MAP_STATE_DRAFT;
      case PUBLISHED -> SeatMapState.SEAT_MAP_STATE_PUBLISHED;
      case REPLACED -> SeatMapState.SEAT_MAP_STATE_REPLACED;
    };
  }

  private static Area of(SeatArea area) {
    return Area.newBuilder()
        .setAreaId(area.areaId().toString())
        .setSection(area.section())
        .setDisplayName(area.displayName())
        .setCapacity(area.capacity())
        .setCategory(area.category())
        .build();
  }

  /// @param seats of whole rows, in the plan's order
  static List<SeatRow> rows(List<MarkedSeat> seats) {
    var rows = new ArrayList<SeatRow.Builder>();
    int rowOrdinal = -1;
    for (var marked : seats) {
      var seat = marked.seat();
      if (seat.rowOrdinal() != rowOrdinal) {
        rowOrdinal = seat.rowOrdinal();
        rows.add(SeatRow.newBuilder().setSection(seat.section()).setRow(seat.row()));
      }
      rows.getLast()
          .addSeats(
              Seat.newBuilder()
                  .setSeatId(seat.seatId().toString())
                  .setNumber(seat.number())
                  .setCategory(seat.category())
                  .setOrdinal(seat.ordinal())
                  .addAllMarks(of(marked.marks())));
    }
    return rows.stream().map(SeatRow.Builder::build).toList();
  }

  private static List<SeatMark> of(SeatMarks marks) {
    var named = new ArrayList<SeatMark>();
    if (marks.accessible()) {
      named.add(SeatMark.SEAT_MARK_ACCESSIBLE);
    }
    if (marks.companion()) {
      named.add(SeatMark.SEAT_MARK_COMPANION);
    }
    if (marks.restrictedView()) {
      named.add(SeatMark.SEAT_MARK_RESTRICTED_VIEW);
    }
    return named;
  }

  static SeatMarks marks(List<SeatMark> marks) {
    return new SeatMarks(
        marks.contains(SeatMark.SEAT_MARK_ACCESSIBLE),
        marks.contains(SeatMark.SEAT_MARK_COMPANION),
        marks.contains(SeatMark.SEAT_MARK_RESTRICTED_VIEW));
  }

  static PublishSeatMapResponse of(Obstacle obstacle) {
    var response = PublishSeatMapResponse.newBuilder();
    return switch (obstacle) {
      case Obstacle.SeatsWouldVanish vanish ->
          response
              .setSeatsWouldVanish(
                  SeatsWouldVanish.newBuilder()
                      .addAllSeats(vanish.seats().stream().map(SeatMapProto::of).toList())
                      .setSeatCount(vanish.seatCount()))
              .build();
      case Obstacle.CategoriesWithoutPrice without ->
          response
              .setCategoriesWithoutPrice(
                  CategoriesWithoutPrice.newBuilder()
                      .setPerformanceId(without.performanceId().toString())
                      .addAllCategories(without.categories()))
              .build();
    };
  }

  private static VanishingSeat of(Vanishing vanishing) {
    var seat = vanishing.seat();
    return VanishingSeat.newBuilder()
        .setPerformanceId(vanishing.performanceId().toString())
        .setSeatId(seat.seatId().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .build();
  }

  private static String orEmpty(@Nullable UUID id) {
    return id == null ? "" : id.toString();
  }
}
