package boxoffice.guard;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What every server of ours must agree on, and the longest a call may take.
///
/// @param issuer the token's `iss`, compared to the letter
/// @param audience the token's one `aud`, compared to the letter
/// @param leeway how far clocks may be apart when a token's times are judged; 5 minutes at most
/// @param maxDeadline what a call gets that has no deadline, or a later one
/// @param maxDeadlines the same by full method name, for those that last longer
/// @param keyRefresh how often the signing keys are asked for
/// @param rememberedTokens so many verified tokens are remembered at most
@ConfigurationProperties("boxoffice.guard")
public record GuardSettings(
    @DefaultValue("boxoffice") String issuer,
    @DefaultValue("boxoffice") String audience,
    @DefaultValue("30s") Duration leeway,
    @DefaultValue("30s") Duration maxDeadline,
    @DefaultValue Map<String, Duration> maxDeadlines,
    @DefaultValue("60s") Duration keyRefresh,
    @DefaultValue("100000") int rememberedTokens) {

  private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

  private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

  public GuardSettings {
    maxDeadlines = Map.copyOf(maxDeadlines);
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException("boxoffice.guard.issuer and .audience must not be blank");
    }
    if (leeway.isNegative() || leeway.compareTo(LONGEST_LEEWAY) > 0) {
      throw new IllegalArgumentException(
          "boxoffice.guard.leeway is " + leeway + ", needs 0s to 5m");
    }
    if (!maxDeadline.isPositive()) {
      throw new IllegalArgumentException(
          "boxoffice.guard.max-deadline is " + maxDeadline + ", needs more than 0s");
    }
    if (maxDeadlines.values().stream().anyMatch(deadline -> !deadline.isPositive())) {
      throw new IllegalArgumentException("boxoffice.guard.max-deadlines need more than 0s");
    }
    if (keyRefresh.compareTo(SHORTEST_REFRESH) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.guard.key-refresh is " + keyRefresh + ", needs 1s or more");
    }
    if (rememberedTokens < 1) {
      throw new IllegalArgumentException("boxoffice.guard.remembered-tokens needs 1 or more");
    }
  }

  /// What a call of this method gets that has no deadline, or a later one.
  Duration maxDeadline(String method) {
    return maxDeadlines.getOrDefault(method, maxDeadline);
  }

  /// What no call takes longer than.
  Duration longest() {
    return maxDeadlines.values().stream()
        .filter(deadline -> deadline.compareTo(maxDeadline) > 0)
        .max(Duration::compareTo)
        .orElse(maxDeadline);
  }
}
