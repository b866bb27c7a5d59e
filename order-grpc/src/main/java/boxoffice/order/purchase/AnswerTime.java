package boxoffice.order.purchase;

import io.grpc.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Until when a call must be answered: a little before its caller stops waiting.
///
/// @param reserve how long before the deadline
public record AnswerTime(Clock clock, Duration reserve) {
  private static final Duration WITHOUT_DEADLINE = Duration.ofSeconds(10);

  public Instant ofCall() {
    var deadline = Context.current().getDeadline();
    var left =
        deadline == null
            ? WITHOUT_DEADLINE
            : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
    return clock.instant().plus(left).minus(reserve);
  }
}
