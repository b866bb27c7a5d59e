package boxoffice.inventory.seatmap;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Halls for other features: what they may use, and the layouts, which are kept in memory once
/// read, because a layout never changes: another version is another seat map. About 200 bytes a
/// seat, two million seats at most.
public final class SeatMaps {
  private static final int MAX_SEATS_KEPT = 2_000_000;

  private final SeatMapStore store;
  private final Memberships memberships;
  private final LoadingCache<UUID, SeatMapLayout> layouts;

  SeatMaps(DSLContext sql, SeatMapStore store, HallStore hall, Memberships memberships) {
    this.store = store;
    this.memberships = memberships;
    layouts =
        Caffeine.newBuilder()
            .maximumWeight(MAX_SEATS_KEPT)
            .weigher((UUID id, SeatMapLayout layout) -> layout.seats().size())
            .build(
                id -> hall.layout(sql, id).orElseThrow(() -> WireException.notFound("seat map")));
  }

  /// Its seats and the places of its areas, in the zones that they are sold in. Of a seat map that
  /// is or was published: a draft may be changed, or deleted and imported again otherwise.
  ///
  /// @throws WireException NOT_FOUND
  public SeatMapLayout layout(UUID seatMapId) {
    return layouts.get(seatMapId);
  }

  /// A seat map that performances can use.
  ///
  /// @param organisationId null, like the venue, for one from before there were organisations
  /// @param categories that need a price
  public record Published(
      UUID seatMapId,
      @Nullable UUID organisationId,
      @Nullable UUID venueId,
      List<String> categories) {
    public Published {
      categories = List.copyOf(categories);
    }
  }

  /// Whose a seat map is that is to be used. It stays published while the transaction lasts.
  ///
  /// @throws WireException NOT_FOUND for an unknown one and somebody else's draft,
  ///   VALIDATION_FAILED for a draft of the caller's and for a version that was replaced
  public Published published(DSLContext inside, UUID seatMapId) {
    var seatMap =
        store.share(inside, seatMapId).orElseThrow(() -> WireException.notFound("seat map"));
    return switch (seatMap.state()) {
      case DRAFT -> {
        memberships.check(inside, seatMap.organisationId(), "seat map");
        throw WireException.invalidField("seat_map_id", "is a draft");
      }
      case REPLACED -> throw WireException.invalidField("seat_map_id", "has a newer version");
      case PUBLISHED ->
          new Published(
              seatMapId, seatMap.organisationId(), seatMap.venueId(), seatMap.categories());
    };
  }
}
