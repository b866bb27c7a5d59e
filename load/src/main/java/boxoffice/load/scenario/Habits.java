package boxoffice.load.scenario;

import java.time.Duration;

/// How buyers behave. Shares are 0 to 1.
///
/// @param think between holding and paying, on average; exponential
/// @param looks who looks at the hall again at a further visit; at the first everybody does
/// @param best who takes the best that are free and names no seats
/// @param abandons who holds and does not pay: half of them give the seats back, half just go
/// @param declines whose first card is declined; they pay with another one
/// @param impatient who clicks again, with the same key, when an answer takes longer than
///   `patience`
public record Habits(
    Duration think,
    double looks,
    double best,
    double abandons,
    double declines,
    double impatient,
    Duration patience) {

  /// A guess at an on-sale.
  public static Habits usual() {
    return new Habits(Duration.ofSeconds(2), 0.2, 0, 0.1, 0.05, 0.05, Duration.ofMillis(500));
  }
}
