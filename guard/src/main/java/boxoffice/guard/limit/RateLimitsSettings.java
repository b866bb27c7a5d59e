package boxoffice.guard.limit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The limits by name.
@ConfigurationProperties("boxoffice.guard")
public record RateLimitsSettings(Map<String, Limit> limits) {

  public RateLimitsSettings(@Nullable Map<String, Limit> limits) {
    this.limits = limits == null ? Map.of() : Map.copyOf(limits);
  }

  /// @param burst so many at once
  /// @param every one more after each, counted in whole microseconds
  public record Limit(int burst, Duration every) {
    private static final Duration SHORTEST = Duration.of(1, ChronoUnit.MICROS);

    public Limit {
      if (burst < 1 || every.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException("a limit needs a burst of 1 and 1 us at least");
      }
    }
  }

  /// @throws IllegalArgumentException when there is none of this name
  public Limit of(String name) {
    var limit = limits.get(name);
    if (limit == null) {
      throw new IllegalArgumentException("boxoffice.guard.limits." + name + " is not set");
    }
    return limit;
  }
}
