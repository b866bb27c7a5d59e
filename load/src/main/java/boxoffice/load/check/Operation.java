package boxoffice.load.check;

import boxoffice.load.history.Event;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client did and what it heard: an invocation with its end. One that never ended is
/// UNKNOWN.
///
/// @param asked the seats of the invocation
/// @param had the seats of the answer
/// @param begun microseconds since the run began
/// @param ended the same; [Long#MAX_VALUE] for one that never ended
record Operation(
    long number,
    Kind kind,
    Phase result,
    UUID buyer,
    @Nullable String key,
    @Nullable UUID performance,
    List<UUID> asked,
    List<UUID> had,
    @Nullable String hold,
    @Nullable UUID order,
    @Nullable Long totalMinor,
    @Nullable String state,
    @Nullable String outcome,
    int status,
    long begun,
    long ended) {

  /// Answers that come before the operation is looked at, or leave it to another one: they say
  /// nothing of what became of it.
  private static final Set<String> ASIDE =
      Set.of(
          "not-connected",
          "unauthenticated",
          "invalid-token",
          "rate-limited",
          "overloaded",
          "inventory-unavailable",
          "payment-unavailable",
          "service-unavailable",
          "idempotency-in-progress");

  static Operation of(Event invoke, Event end) {
    return new Operation(
        invoke.operation(),
        invoke.kind(),
        end.phase(),
        invoke.buyer(),
        invoke.key(),
        invoke.performance(),
        invoke.seats(),
        end.seats(),
        end.hold() == null ? invoke.hold() : end.hold(),
        end.order() == null ? invoke.order() : end.order(),
        end.totalMinor(),
        end.state(),
        end.outcome(),
        end.status() == null ? 0 : end.status(),
        invoke.at(),
        end.at());
  }

  static Operation unended(Event invoke) {
    return new Operation(
        invoke.operation(),
        invoke.kind(),
        Phase.UNKNOWN,
        invoke.buyer(),
        invoke.key(),
        invoke.performance(),
        invoke.seats(),
        List.of(),
        invoke.hold(),
        invoke.order(),
        null,
        null,
        "never ended",
        0,
        invoke.at(),
        Long.MAX_VALUE);
  }

  boolean isOk() {
    return result == Phase.OK;
  }

  boolean isFail() {
    return result == Phase.FAIL;
  }

  /// Whether it may have had its effect.
  boolean mayHaveWorked() {
    return result != Phase.FAIL;
  }

  boolean isConfirmed() {
    return isOk() && "CONFIRMED".equals(state);
  }

  /// Whether it was refused for what it is, not because the moment was bad.
  boolean isRefused() {
    return isFail() && !ASIDE.contains(Objects.requireNonNullElse(outcome, ""));
  }

  /// Whether it ended before the other began, so that one can be held against the other.
  boolean isBefore(Operation other) {
    return ended < other.begun;
  }

  /// What an answer says the hold has; what was asked for where it says nothing.
  List<UUID> seats() {
    return had.isEmpty() ? asked : had;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("#" + number + " " + kind + " by buyer " + buyer);
    if (key != null) {
      text.append(" key ").append(key);
    }
    if (hold != null) {
      text.append(" hold ").append(hold);
    }
    if (order != null) {
      text.append(" order ").append(order);
    }
    if (!seats().isEmpty()) {
      text.append(" seats ").append(seats());
    }
    text.append(" at ").append(seconds(begun)).append(" -> ").append(result);
    text.append(outcome == null || isOk() ? "" : " " + outcome);
    text.append(status == 0 ? "" : " " + status).append(state == null ? "" : " " + state);
    return ended == Long.MAX_VALUE
        ? text.toString()
        : text.append(" at ").append(seconds(ended)).toString();
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.3f s", micros / 1e6);
  }
}
