package boxoffice.order.payment;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;

/// When the provider counts as sick. A decline is a healthy answer, and so is a refusal, such as to
/// cancel what is being paid or to give back more than there is.
final class ProviderBreaker {
  private static final int WINDOW = 20;
  private static final int MINIMUM_CALLS = 10;
  private static final float HALF = 50;
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int HALF_OPEN_CALLS = 3;

  private ProviderBreaker() {}

  static CircuitBreakerConfig config(Duration open) {
    return config(open, SLOW);
  }

  /// To be slow is not to be sick.
  static CircuitBreakerConfig patientConfig(Duration open) {
    return config(open, NEVER);
  }

  private static CircuitBreakerConfig config(Duration open, Duration slow) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            WINDOW,
            MINIMUM_CALLS,
            SlidingWindowType.COUNT_BASED,
            CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(HALF)
        .slowCallRateThreshold(HALF)
        .slowCallDurationThreshold(slow)
        .waitDurationInOpenState(open)
        .permittedNumberOfCallsInHalfOpenState(HALF_OPEN_CALLS)
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .recordResult(answer ->
            answer instanceof Answer.NotSent
                || (answer instanceof Answer.Unclear(_, var refused) && !refused)
                || answer instanceof Answer.Busy)
        .build();
  }
}
