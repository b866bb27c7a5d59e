package boxoffice.guard;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How one peer is called.
///
/// @param target `static://host:port`, `list:///host:port,host:port` or `dns:///name:port`
/// @param deadline of a call to a method that `deadlines` does not name
/// @param deadlines by full method name
/// @param sslBundle names the bundle of `spring.ssl.bundle` with the certificates that the peer is
///   believed by and, where the peer wants to see one, this process's own; without it nothing is
///   encrypted
public record ChannelSettings(
    String target,
    @DefaultValue("2s") Duration deadline,
    @DefaultValue Map<String, Duration> deadlines,
    @DefaultValue Breaker breaker,
    @DefaultValue Retry retry,
    @Nullable String sslBundle) {

  public ChannelSettings {
    deadlines = Map.copyOf(deadlines);
    if (target == null || target.isBlank()) {
      throw new IllegalArgumentException("a boxoffice.channels target is not set");
    }
    if (!deadline.isPositive() || deadlines.values().stream().anyMatch(d -> !d.isPositive())) {
      throw new IllegalArgumentException("a deadline of channel " + target + " is not positive");
    }
  }

  /// When the peer is not even tried.
  ///
  /// @param window calls looked at
  /// @param minimumCalls before which it stays closed
  /// @param failurePercent of the window that opens it; so does the same share of slow calls
  /// @param slowAfter a call that takes longer is slow
  /// @param openFor then a few calls may try
  /// @param halfOpenCalls how many
  /// @param apart methods, by full name, that have a breaker of their own together: what may fail
  ///   by itself, such as what costs much, does not take the others with it
  public record Breaker(
      @DefaultValue("20") int window,
      @DefaultValue("10") int minimumCalls,
      @DefaultValue("50") int failurePercent,
      @DefaultValue("2s") Duration slowAfter,
      @DefaultValue("5s") Duration openFor,
      @DefaultValue("3") int halfOpenCalls,
      @DefaultValue Set<String> apart) {

    public Breaker {
      apart = Set.copyOf(apart);
      if (window < 1 || minimumCalls < 1 || minimumCalls > window || halfOpenCalls < 1) {
        throw new IllegalArgumentException(
            "a breaker's counts must be positive, minimum <= window");
      }
      if (failurePercent < 1 || failurePercent > 100) {
        throw new IllegalArgumentException("a breaker's failure-percent needs 1 to 100");
      }
      if (!slowAfter.isPositive() || !openFor.isPositive()) {
        throw new IllegalArgumentException("a breaker's slow-after and open-for must be positive");
      }
    }
  }

  /// How often a call is made in all, and how long at most before the second time; the wait
  /// doubles.
  public record Retry(@DefaultValue("3") int attempts, @DefaultValue("50ms") Duration backoff) {

    public Retry {
      if (attempts < 1 || attempts > 10 || backoff.toMillis() < 1) {
        throw new IllegalArgumentException("a retry needs 1 to 10 attempts and 1 ms of backoff");
      }
    }
  }
}
