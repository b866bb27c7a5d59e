package boxoffice.user;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Reads why a call failed.
final class Refusals {
  private Refusals() {}

  static ErrorReason reason(ThrowingCallable call) {
    return ErrorStatus.reason(failure(call)).orElseThrow();
  }

  static StatusRuntimeException failure(ThrowingCallable call) {
    return Objects.requireNonNull(
        catchThrowableOfType(StatusRuntimeException.class, call), "the call succeeded");
  }
}
