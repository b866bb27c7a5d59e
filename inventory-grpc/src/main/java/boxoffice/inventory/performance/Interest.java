package boxoffice.inventory.performance;

import java.util.UUID;

/// Somebody did something with a performance. Whoever counts such things is told so by a function
/// that costs the call nothing and never fails.
public record Interest(UUID performanceId, Kind kind) {
  /// What was done.
  public enum Kind {
    VIEW,
    HOLD,
    BOOKING,
    /// Its organiser changed it: no interest, but a ranking may show it wrongly now.
    CHANGE
  }
}
