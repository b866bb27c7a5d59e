package boxoffice.inventory.seatmap;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A hall without its seats.
record SeatMapSummary(
    UUID seatMapId,
    String displayName,
    int seatCount,
    List<String> categories,
    Instant createTime) {}
