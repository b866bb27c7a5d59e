package boxoffice.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// How calls fail.
public final class Refusals {
  private Refusals() {}

  public static void assertRefused(ErrorReason reason, ThrowingCallable call) {
    assertThat(ErrorStatus.reason(failure(call))).contains(reason);
  }

  /// With the field that the refusal names.
  public static void assertInvalid(String field, ThrowingCallable call) {
    var failure = failure(call);
    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    assertThat(ErrorStatus.info(failure).orElseThrow().getMetadataMap())
        .containsEntry("field", field);
  }

  /// That two calls fail alike to the last byte, so that neither tells more than the other.
  public static void assertSameFailure(ThrowingCallable one, ThrowingCallable other) {
    var first = failure(one);
    var second = failure(other);
    assertThat(first.getStatus()).hasToString(second.getStatus().toString());
    assertThat(ErrorStatus.info(first)).isEqualTo(ErrorStatus.info(second));
  }

  private static StatusRuntimeException failure(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }
}
