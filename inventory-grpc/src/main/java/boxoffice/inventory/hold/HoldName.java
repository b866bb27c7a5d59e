package boxoffice.inventory.hold;

import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold's name, `performances/P/holds/H`: it carries the pool that the hold lives in.
///
/// The last 32 bits of the hold's id are a check of the others and the buyer. So a hold that Redis
/// has forgotten is still known to be its buyer's: he hears that it is over, and everybody else
/// that there is no such hold. No secret, and no right follows from it.
public record HoldName(UUID performanceId, UUID holdId) {
  private static final long CHECK = 0xFFFF_FFFFL;

  /// The name of what a buyer's request holds.
  static HoldName of(UUID performanceId, UUID buyer, UUID requestId) {
    var derived = DerivedId.of("hold", buyer.toString(), requestId.toString());
    var unchecked =
        new UUID(derived.getMostSignificantBits(), derived.getLeastSignificantBits() & ~CHECK);
    var low = unchecked.getLeastSignificantBits() | check(unchecked, buyer);
    return new HoldName(performanceId, new UUID(unchecked.getMostSignificantBits(), low));
  }

  boolean isOf(UUID buyer) {
    var low = holdId.getLeastSignificantBits();
    var unchecked = new UUID(holdId.getMostSignificantBits(), low & ~CHECK);
    return (low & CHECK) == check(unchecked, buyer);
  }

  private static long check(UUID unchecked, UUID buyer) {
    var check = DerivedId.of("hold_buyer", unchecked.toString(), buyer.toString());
    return check.getLeastSignificantBits() & CHECK;
  }

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
