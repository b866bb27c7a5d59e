package boxoffice.guard.transport;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/// What stands where the message of a request would, had it been one.
///
/// @param why what gRPC says about its bytes
public record UnreadRequest(StatusRuntimeException why) {

  /// Nothing has happened, and the caller can do something about it.
  public WireException refusal() {
    return why.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? new WireException(
            ErrorReason.PAYLOAD_TOO_LARGE, "the message is too large", Map.of(), why)
        : new WireException(
            ErrorReason.VALIDATION_FAILED, "the message cannot be read", Map.of(), why);
  }
}
