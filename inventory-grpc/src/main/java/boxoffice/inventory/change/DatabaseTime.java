package boxoffice.inventory.change;

import boxoffice.wire.WireTypes;
import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times as the database keeps them, in microseconds, so that what is answered now is what is read
/// later.
public final class DatabaseTime {
  private DatabaseTime() {}

  public static Instant now(Clock clock) {
    return of(clock.instant());
  }

  public static Instant of(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /// @return null where it is not set
  /// @throws boxoffice.wire.WireException VALIDATION_FAILED outside the years 1 to 9999
  public static @Nullable Instant of(boolean isSet, Timestamp time) {
    return isSet ? of(WireTypes.instant(time)) : null;
  }
}
