package boxoffice.wire;

import boxoffice.access.v1.Role;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// Plain Java types from and to their form in a message.
public final class WireTypes {
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final String ROLE_PREFIX = "ROLE_";
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private WireTypes() {}

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /// @throws WireException VALIDATION_FAILED outside the years 1 to 9999
  public static Instant instant(Timestamp timestamp) {
    var seconds = timestamp.getSeconds();
    var nanos = timestamp.getNanos();
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw new WireException(ErrorReason.VALIDATION_FAILED, "a time is out of range");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /// A role as tokens and tables name it: `organiser`.
  public static String roleName(Role role) {
    return role.name().substring(ROLE_PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  /// @param name as [#roleName] gives it
  public static Role role(String name) {
    return Role.valueOf(ROLE_PREFIX + name.toUpperCase(Locale.ROOT));
  }

  /// For a field whose rule says uuid, in any case of letters.
  public static UUID uuid(String text) {
    return UUID.fromString(text);
  }
}
