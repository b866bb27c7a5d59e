package boxoffice.inventory.seatmap;

import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.UUID;

/// The layouts of halls, kept in memory once read: they never change. About 200 bytes a seat, two
/// million seats at most.
public final class SeatMaps {
  private static final int MAX_SEATS_KEPT = 2_000_000;

  private final LoadingCache<UUID, SeatMapLayout> layouts;

  SeatMaps(SeatMapStore store) {
    layouts =
        Caffeine.newBuilder()
            .maximumWeight(MAX_SEATS_KEPT)
            .weigher((UUID id, SeatMapLayout layout) -> layout.seats().size())
            .build(id -> store.layout(id).orElseThrow(() -> WireException.notFound("seat map")));
  }

  /// @throws WireException NOT_FOUND
  public SeatMapLayout layout(UUID seatMapId) {
    return layouts.get(seatMapId);
  }
}
