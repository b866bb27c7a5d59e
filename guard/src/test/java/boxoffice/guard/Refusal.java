package boxoffice.guard;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a caller gets to see of a call that failed.
///
/// @param text the status's description
record Refusal(Status.Code code, ErrorReason reason, String text, Map<String, String> metadata) {

  static Refusal of(ThrowingCallable call) {
    var failure = catchThrowableOfType(StatusRuntimeException.class, call);
    Objects.requireNonNull(failure, "the call succeeded");
    var info = ErrorStatus.info(failure).orElseThrow(() -> new AssertionError(failure));
    return new Refusal(
        failure.getStatus().getCode(),
        ErrorReason.valueOf(info.getReason()),
        Objects.requireNonNullElse(failure.getStatus().getDescription(), ""),
        info.getMetadataMap());
  }

  static ErrorReason reason(ThrowingCallable call) {
    return of(call).reason();
  }
}
