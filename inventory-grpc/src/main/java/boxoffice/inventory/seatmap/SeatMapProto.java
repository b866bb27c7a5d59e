package boxoffice.inventory.seatmap;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.v1.Area;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapState;
import boxoffice.wire.WireTypes;
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

  private static String orEmpty(@Nullable UUID id) {
    return id == null ? "" : id.toString();
  }
}
