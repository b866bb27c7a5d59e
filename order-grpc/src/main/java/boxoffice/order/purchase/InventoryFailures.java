package boxoffice.order.purchase;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/// What a failed question to inventory means to whoever waits for the answer: nothing happened.
final class InventoryFailures {
  private InventoryFailures() {}

  /// @param what was asked for
  static RuntimeException of(String what, StatusRuntimeException failure) {
    return switch (failure.getStatus().getCode()) {
      case NOT_FOUND -> WireException.notFound(what);
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED ->
          new WireException(
              ErrorReason.INVENTORY_UNAVAILABLE, "inventory is unavailable", Map.of(), failure);
      case UNAUTHENTICATED ->
          new WireException(
              ErrorStatus.reason(failure).orElse(ErrorReason.INVALID_TOKEN),
              "the access token is not valid");
      default -> failure;
    };
  }
}
