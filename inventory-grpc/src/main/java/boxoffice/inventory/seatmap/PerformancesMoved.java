package boxoffice.inventory.seatmap;

import java.util.List;
import java.util.UUID;

/// Told within this process after performances have moved to a newer version of their hall: what
/// was kept of them is old, and their pools want to be built. Other processes find out by the
/// pool's epoch.
public record PerformancesMoved(List<UUID> performances) {
  public PerformancesMoved {
    performances = List.copyOf(performances);
  }
}
