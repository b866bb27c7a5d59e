package boxoffice.order.inventory;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/// What a failed reading of inventory's is to our own caller. Nothing happened.
public final class InventoryFailures {
  private InventoryFailures() {}

  /// @param noun what was looked for, such as `hold`
  public static RuntimeException of(StatusRuntimeException e, String noun) {
    return switch (e.getStatus().getCode()) {
      case NOT_FOUND -> WireException.notFound(noun);
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED ->
          new WireException(
              ErrorReason.INVENTORY_UNAVAILABLE, "inventory is unavailable", Map.of(), e);
      case PERMISSION_DENIED ->
          new WireException(
              ErrorStatus.reason(e).orElse(ErrorReason.FORBIDDEN),
              "the access token does not let its owner read the " + noun);
      case UNAUTHENTICATED ->
          new WireException(
              ErrorStatus.reason(e).orElse(ErrorReason.INVALID_TOKEN),
              "the access token is not valid");
      default -> e;
    };
  }
}
