package boxoffice.inventory.hold;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold's name, `performances/P/holds/H`: it carries the pool that the hold lives in.
public record HoldName(UUID performanceId, UUID holdId) {

  /// @throws WireException VALIDATION_FAILED
  public static HoldName parse(String name) {
    var parts = name.split("/", -1);
    try {
      if (parts.length == 4 && parts[0].equals("performances") && parts[2].equals("holds")) {
        return new HoldName(UUID.fromString(parts[1]), UUID.fromString(parts[3]));
      }
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
    throw invalid(null);
  }

  private static WireException invalid(@Nullable RuntimeException cause) {
    return new WireException(
        ErrorReason.VALIDATION_FAILED,
        "name: needs performances/P/holds/H",
        Map.of("field", "name"),
        cause);
  }

  @Override
  public String toString() {
    return "performances/" + performanceId + "/holds/" + holdId;
  }
}
