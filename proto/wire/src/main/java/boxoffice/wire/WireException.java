package boxoffice.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Thrown by an operation when the caller broke the contract or a dependency is away; the server
/// turns it into a status with `ErrorInfo`. Not for expected refusals, which are outcomes.
///
/// The text and the metadata go to the caller: no internals, and no value that the caller did not
/// send.
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorReason reason;
  private final transient Map<String, String> metadata;

  public WireException(ErrorReason reason, String text) {
    this(reason, text, Map.of());
  }

  /// @param metadata details for programs, such as `field` for a validation failure
  public WireException(ErrorReason reason, String text, Map<String, String> metadata) {
    this(reason, text, metadata, null);
  }

  public WireException(
      ErrorReason reason, String text, Map<String, String> metadata, @Nullable Throwable cause) {
    super(text, cause);
    this.reason = reason;
    this.metadata = Map.copyOf(metadata);
  }

  /// Nothing happened, and the same call may succeed in a second.
  public static WireException tryAgain(ErrorReason reason, String text, @Nullable Throwable cause) {
    return new WireException(reason, text, Map.of("retry_after_seconds", "1"), cause);
  }

  /// One field of a request is wrong.
  public static WireException invalidField(String field, String text) {
    return new WireException(
        ErrorReason.VALIDATION_FAILED, field + ": " + text, Map.of("field", field));
  }

  /// The thing is not there, or not the caller's: the same answer for both.
  public static WireException notFound(String noun) {
    return new WireException(ErrorReason.NOT_FOUND, noun + " not found");
  }

  /// The same request id came with another body before.
  public static WireException keyReused() {
    return new WireException(
        ErrorReason.IDEMPOTENCY_KEY_REUSED, "this request_id was used with another body");
  }

  public ErrorReason reason() {
    return reason;
  }

  public Map<String, String> metadata() {
    return metadata;
  }
}
