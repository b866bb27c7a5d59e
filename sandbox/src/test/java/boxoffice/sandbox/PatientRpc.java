package boxoffice.sandbox;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Repeats a gRPC call that a busy machine was late with: its `request_id` finds what was done.
final class PatientRpc {
  private static final Set<Status.Code> LATE =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.ABORTED);

  private PatientRpc() {}

  /// @param call the same each time, with a deadline of its own where it has one
  static <T> T answer(Supplier<T> call) {
    return Patience.await("an answer", Shop.BOOT, () -> attempt(call), Optional::isPresent)
        .orElseThrow();
  }

  private static <T> Optional<T> attempt(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException e) {
      if (LATE.contains(e.getStatus().getCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
