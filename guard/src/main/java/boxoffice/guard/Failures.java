package boxoffice.guard;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever a handler threw into the status that the caller gets.
///
/// Known failures are logged without a stack. An unknown one is a bug: it is logged once with its
/// stack under an error id, and the caller sees the id and nothing else.
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private final List<FailureMapping> mappings;
  private final Supplier<UUID> errorIds;

  Failures(List<FailureMapping> mappings, Supplier<UUID> errorIds) {
    this.mappings = List.copyOf(mappings);
    this.errorIds = errorIds;
  }

  StatusException status(Throwable failure, String method) {
    return known(failure)
        .or(() -> mapped(failure))
        .or(() -> downstream(failure))
        .map(known -> logged(known, method))
        .orElseGet(() -> unknown(failure, method));
  }

  private static Optional<WireException> known(Throwable failure) {
    return failure instanceof WireException known ? Optional.of(known) : Optional.empty();
  }

  private Optional<WireException> mapped(Throwable failure) {
    return mappings.stream().flatMap(mapping -> mapping.map(failure).stream()).findFirst();
  }

  /// What a peer of ours refused for a reason of the catalogue goes on to our caller as it is. A
  /// transport error that may have come after the peer did its work leaves the outcome unknown.
  private static Optional<WireException> downstream(Throwable failure) {
    if (!(failure instanceof StatusRuntimeException status)) {
      return Optional.empty();
    }
    var reason = ErrorStatus.reason(status);
    if (reason.isPresent()) {
      var metadata = ErrorStatus.info(status).orElseThrow().getMetadataMap();
      return Optional.of(
          new WireException(reason.get(), text(status.getStatus()), metadata, failure));
    }
    return switch (status.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          Optional.of(
              new WireException(
                  ErrorReason.OUTCOME_UNKNOWN,
                  "a dependency did not answer; repeat with the same request_id",
                  Map.of(),
                  failure));
      default -> Optional.empty();
    };
  }

  private static String text(Status status) {
    @Nullable String text = status.getDescription();
    return text == null ? "" : text;
  }

  private static StatusException logged(WireException known, String method) {
    if (known.reason().owner() == ErrorReason.Owner.CALLER) {
      log.debug("{} refused: {}", method, known.reason());
    } else {
      log.info("{} failed: {}", method, known.reason());
    }
    return ErrorStatus.of(known);
  }

  private StatusException unknown(Throwable failure, String method) {
    var errorId = errorIds.get().toString();
    log.error("unexpected failure {} in {}", errorId, method, failure);
    return ErrorStatus.of(
        ErrorReason.INTERNAL_ERROR, "internal error", Map.of("error_id", errorId));
  }
}
