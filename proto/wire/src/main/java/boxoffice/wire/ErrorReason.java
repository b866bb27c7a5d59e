package boxoffice.wire;

import io.grpc.Status;
import java.util.Locale;

/// Why a call failed, as `google.rpc.ErrorInfo.reason` says it over gRPC and as the slug of [#code]
/// says it in a problem document.
///
/// Refusals that a caller must expect (seat taken, card declined) are not here: they are members of
/// a response's outcome. Status, owner and retry advice are the error catalogue of the project.
public enum ErrorReason {
  VALIDATION_FAILED(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  MALFORMED_JSON(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  UNKNOWN_FIELD(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  IDEMPOTENCY_KEY_MISSING(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  IDEMPOTENCY_KEY_INVALID(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  INVALID_CODE(Status.Code.INVALID_ARGUMENT, 400, Owner.CALLER),
  UNAUTHENTICATED(Status.Code.UNAUTHENTICATED, 401, Owner.CALLER),
  INVALID_TOKEN(Status.Code.UNAUTHENTICATED, 401, Owner.CALLER),
  INVALID_CREDENTIALS(Status.Code.UNAUTHENTICATED, 401, Owner.CALLER),
  FORBIDDEN(Status.Code.PERMISSION_DENIED, 403, Owner.CALLER),
  EMAIL_NOT_VERIFIED(Status.Code.PERMISSION_DENIED, 403, Owner.CALLER),
  NOT_FOUND(Status.Code.NOT_FOUND, 404, Owner.CALLER),
  IDEMPOTENCY_IN_PROGRESS(Status.Code.ABORTED, 409, Owner.CALLER),
  ETAG_MISMATCH(Status.Code.ABORTED, 412, Owner.CALLER),
  PAYLOAD_TOO_LARGE(Status.Code.RESOURCE_EXHAUSTED, 413, Owner.CALLER),
  IDEMPOTENCY_KEY_REUSED(Status.Code.INVALID_ARGUMENT, 422, Owner.CALLER),
  RATE_LIMITED(Status.Code.RESOURCE_EXHAUSTED, 429, Owner.CALLER),
  /// A bug of ours. Whether anything happened is unknown; the same request id resolves it.
  INTERNAL_ERROR(Status.Code.INTERNAL, 500, Owner.US),
  /// The claims' store is away or being rebuilt. Nothing happened.
  INVENTORY_UNAVAILABLE(Status.Code.UNAVAILABLE, 503, Owner.DEPENDENCY),
  /// The payment provider was not reached. No money moved.
  PAYMENT_UNAVAILABLE(Status.Code.UNAVAILABLE, 503, Owner.DEPENDENCY),
  /// Another dependency is away. Nothing happened.
  SERVICE_UNAVAILABLE(Status.Code.UNAVAILABLE, 503, Owner.DEPENDENCY),
  /// Too much at once: shed before anything happened. A client library may try again at once.
  OVERLOADED(Status.Code.UNAVAILABLE, 503, Owner.US),
  /// Whether anything happened is unknown; the same request id resolves it.
  OUTCOME_UNKNOWN(Status.Code.DEADLINE_EXCEEDED, 504, Owner.DEPENDENCY);

  /// Who can do something about it.
  public enum Owner {
    CALLER,
    US,
    DEPENDENCY
  }

  private final Status.Code statusCode;
  private final int httpStatus;
  private final Owner owner;

  ErrorReason(Status.Code statusCode, int httpStatus, Owner owner) {
    this.statusCode = statusCode;
    this.httpStatus = httpStatus;
    this.owner = owner;
  }

  public Status.Code statusCode() {
    return statusCode;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Owner owner() {
    return owner;
  }

  /// Whether a client library may try the same call again within its deadline, without a person
  /// knowing. Where a store is away that only adds load, so it may not.
  public boolean retryable() {
    return this == OVERLOADED;
  }

  /// The slug in problem documents: `seat-unavailable` style, lower case with dashes.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
