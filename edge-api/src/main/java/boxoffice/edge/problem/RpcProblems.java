package boxoffice.edge.problem;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What a failed call means to who asked over HTTP.
///
/// A reason that a service gave is kept. Without one, a read did nothing and can be asked again
/// (503), but of a mutation nobody knows (504): the same idempotency key resolves it. Everything
/// else is a bug of ours.
@Component
class RpcProblems {
  private static final Logger log = LoggerFactory.getLogger(RpcProblems.class);
  private static final Set<Status.Code> UNKNOWN_OUTCOME =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);
  private static final String ERROR_ID = "error_id";

  private static final String FIELD = "field";

  private final Problems problems;
  private final FieldNames names;

  RpcProblems(Problems problems, FieldNames names) {
    this.problems = problems;
    this.names = names;
  }

  /// @param variables of the path that was called
  ResponseEntity<Object> of(StatusRuntimeException failure, boolean read, Set<String> variables) {
    var reason = ErrorStatus.reason(failure).orElseGet(() -> guess(failure.getStatus().getCode()));
    var metadata = ErrorStatus.info(failure).map(info -> info.getMetadataMap()).orElse(Map.of());
    return switch (reason) {
      case INTERNAL_ERROR -> internal(failure, metadata);
      case OUTCOME_UNKNOWN -> unknown(failure, read);
      // a service says request_id, which REST has not
      case IDEMPOTENCY_KEY_REUSED -> problems.error(reason, null, metadata);
      default ->
          problems.error(reason, text(failure, metadata, variables), renamed(metadata, variables));
    };
  }

  private Map<String, String> renamed(Map<String, String> metadata, Set<String> variables) {
    var told = new HashMap<>(metadata);
    told.computeIfPresent(FIELD, (_, field) -> names.path(field, variables));
    return told;
  }

  private ResponseEntity<Object> internal(
      StatusRuntimeException failure, Map<String, String> metadata) {
    log.error(
        "call failed with {}, error id {}",
        failure.getStatus().getCode(),
        metadata.getOrDefault(ERROR_ID, "none"),
        failure);
    return problems.error(ErrorReason.INTERNAL_ERROR, null, Map.of());
  }

  private ResponseEntity<Object> unknown(StatusRuntimeException failure, boolean read) {
    log.warn("call without an answer: {}", failure.getStatus().getCode());
    return read
        ? problems.error(ErrorReason.SERVICE_UNAVAILABLE, null, Map.of())
        : problems.error(ErrorReason.OUTCOME_UNKNOWN, null, Map.of());
  }

  private static ErrorReason guess(Status.Code code) {
    return UNKNOWN_OUTCOME.contains(code)
        ? ErrorReason.OUTCOME_UNKNOWN
        : ErrorReason.INTERNAL_ERROR;
  }

  /// Only what a service of ours wrote for the caller, which is when it gave a reason.
  private @Nullable String text(
      StatusRuntimeException failure, Map<String, String> metadata, Set<String> variables) {
    var words = failure.getStatus().getDescription();
    return words == null ? null : names.words(words, metadata.getOrDefault(FIELD, ""), variables);
  }
}
