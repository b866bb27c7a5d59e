package boxoffice.load.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the history: a client invoked an operation, or learned what came of it.
///
/// @param operation the same for the invocation and its end; from 1
/// @param at microseconds since the run began
/// @param key the idempotency key; the same key names the same operation of the same buyer
/// @param performance for LOOK, HOLD
/// @param seats INVOKE of HOLD: asked for; OK of HOLD or ORDER: had
/// @param hold the hold's name, for RELEASE, ORDER and the OK of HOLD
/// @param order the order's id where it is known
/// @param totalMinor what hold or order cost, minor units
/// @param state of the order (`CONFIRMED`, `PENDING`, ...) or hold, as answered
/// @param outcome of an end: `ok`, or the problem's code such as `seat-unavailable`
/// @param status HTTP status of the end; 0 where there was no answer
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Event(
    long operation,
    Phase phase,
    long at,
    Kind kind,
    UUID buyer,
    @Nullable String key,
    @Nullable UUID performance,
    List<UUID> seats,
    @Nullable String hold,
    @Nullable UUID order,
    @Nullable Long totalMinor,
    @Nullable String state,
    @Nullable String outcome,
    @Nullable Integer status) {

  /// Jepsen's four: begun, done, certainly not done, may have been done.
  public enum Phase {
    INVOKE,
    OK,
    FAIL,
    UNKNOWN
  }

  /// What a client can do.
  public enum Kind {
    LOOK,
    HOLD,
    RELEASE,
    ORDER,
    PAY,
    READ_ORDER,
    READ_TICKETS
  }

  public Event {
    seats = seats == null ? List.of() : List.copyOf(seats);
  }

  /// Whether it ends an operation.
  public boolean isEnd() {
    return phase != Phase.INVOKE;
  }
}
