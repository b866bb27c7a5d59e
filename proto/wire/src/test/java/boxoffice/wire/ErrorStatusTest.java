package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Error reasons, on the wire and in the catalogue.
class ErrorStatusTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @ParameterizedTest
  @EnumSource
  void readsBackEveryReason(ErrorReason reason) {
    var failure = ErrorStatus.of(reason, "for people", Map.of("field", "seats"));

    assertThat(failure.getStatus().getCode()).isEqualTo(reason.statusCode());
    assertThat(failure.getStatus().getDescription()).isEqualTo("for people");
    assertThat(ErrorStatus.reason(failure.getStatus(), failure.getTrailers())).contains(reason);
    assertThat(ErrorStatus.info(failure.getStatus(), failure.getTrailers()).orElseThrow())
        .isEqualTo(
            ErrorInfo.newBuilder()
                .setReason(reason.name())
                .setDomain("boxoffice")
                .putMetadata("field", "seats")
                .build());
  }

  @Test
  void sendsWhatAnOperationThrew() {
    var failure = ErrorStatus.of(WireException.invalidField("seats", "too many"));
    var info = ErrorStatus.info(failure.getStatus(), failure.getTrailers()).orElseThrow();

    assertThat(failure.getStatus().getDescription()).isEqualTo("seats: too many");
    assertThat(info.getReason()).isEqualTo("VALIDATION_FAILED");
    assertThat(info.getMetadataMap()).containsExactly(Map.entry("field", "seats"));
  }

  @Test
  void findsNoReasonOfSomebodyElse() {
    var foreign = ErrorInfo.newBuilder().setReason("NOT_FOUND").setDomain("example.com").build();
    var newer = ErrorInfo.newBuilder().setReason("OF_TOMORROW").setDomain("boxoffice").build();

    assertThat(ErrorStatus.info(Status.UNAVAILABLE, null)).isEmpty();
    assertThat(ErrorStatus.info(Status.UNAVAILABLE, new Metadata())).isEmpty();
    assertThat(info(status(Any.pack(foreign)))).isFalse();
    assertThat(info(status(Any.pack(RetryInfo.getDefaultInstance())))).isFalse();
    var ofTomorrow = status(Any.pack(newer));
    assertThat(info(ofTomorrow)).isTrue();
    assertThat(ErrorStatus.reason(ofTomorrow.getStatus(), ofTomorrow.getTrailers())).isEmpty();
  }

  @Test
  void findsNoReasonInDamagedDetails() {
    var garbage = new Metadata();
    garbage.put(DETAILS, new byte[] {1, 2, 3});
    var ofAnotherStatus = ErrorStatus.of(ErrorReason.NOT_FOUND, "", Map.of()).getTrailers();
    var inside =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/google.rpc.ErrorInfo")
            .setValue(ByteString.copyFrom(new byte[] {1, 2, 3}))
            .build();

    assertThat(ErrorStatus.info(Status.UNAVAILABLE, garbage)).isEmpty();
    assertThat(ErrorStatus.info(Status.UNAVAILABLE, ofAnotherStatus)).isEmpty();
    assertThat(info(status(inside))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAllowedStatus(ErrorReason reason) {
    assertThat(reason.statusCode())
        .isIn(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.NOT_FOUND,
            Status.Code.ABORTED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.INTERNAL);
  }

  @ParameterizedTest
  @EnumSource
  void mayBeTriedAgainOnlyWhereNothingHappened(ErrorReason reason) {
    if (reason.retryable()) {
      assertThat(reason.statusCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(reason.owner()).isNotEqualTo(ErrorReason.Owner.CALLER);
    }
    assertThat(reason.owner() == ErrorReason.Owner.CALLER).isEqualTo(reason.httpStatus() < 500);
  }

  /// The catalogue of errors: code, HTTP status and gRPC status of all that are not outcomes.
  @Test
  void isTheCatalogue() {
    assertThat(
            Arrays.stream(ErrorReason.values())
                .map(reason ->
                    reason.code() + " " + reason.httpStatus() + " " + reason.statusCode()))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "validation-failed 400 INVALID_ARGUMENT",
                "malformed-json 400 INVALID_ARGUMENT",
                "unknown-field 400 INVALID_ARGUMENT",
                "idempotency-key-missing 400 INVALID_ARGUMENT",
                "idempotency-key-invalid 400 INVALID_ARGUMENT",
                "invalid-code 400 INVALID_ARGUMENT",
                "unauthenticated 401 UNAUTHENTICATED",
                "invalid-token 401 UNAUTHENTICATED",
                "invalid-credentials 401 UNAUTHENTICATED",
                "forbidden 403 PERMISSION_DENIED",
                "email-not-verified 403 PERMISSION_DENIED",
                "not-found 404 NOT_FOUND",
                "idempotency-in-progress 409 ABORTED",
                "etag-mismatch 412 ABORTED",
                "payload-too-large 413 RESOURCE_EXHAUSTED",
                "idempotency-key-reused 422 INVALID_ARGUMENT",
                "rate-limited 429 RESOURCE_EXHAUSTED",
                "internal-error 500 INTERNAL",
                "inventory-unavailable 503 UNAVAILABLE",
                "payment-unavailable 503 UNAVAILABLE",
                "service-unavailable 503 UNAVAILABLE",
                "overloaded 503 UNAVAILABLE",
                "outcome-unknown 504 DEADLINE_EXCEEDED"));
  }

  private static StatusException status(Any detail) {
    return StatusProto.toStatusException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.UNAVAILABLE.value())
            .addDetails(detail)
            .build());
  }

  private static boolean info(StatusException failure) {
    return ErrorStatus.info(failure.getStatus(), failure.getTrailers()).isPresent();
  }
}
