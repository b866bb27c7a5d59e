package boxoffice.edge.request;

import boxoffice.guard.limit.Allowance;
import boxoffice.guard.limit.RateLimitsSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;

/// Tells a caller its limits in the headers of draft-ietf-httpapi-ratelimit-headers-10, each limit
/// that the request counted against, and refuses.
///
/// @param settings how much each has in all
record LimitHeaders(RateLimitsSettings settings) {
  static final String POLICY = "RateLimit-Policy";
  static final String LIMIT = "RateLimit";

  /// @param own of the caller: never that of everybody
  void tell(List<Allowance> own, HttpServletResponse response) {
    for (var allowance : own) {
      var name = allowance.counted().limit();
      var whole = settings.of(name).every().multipliedBy(allowance.burst());
      response.addHeader(
          POLICY,
          "\"%s\";q=%d;w=%d".formatted(name, allowance.burst(), Allowance.inSeconds(whole)));
      response.addHeader(
          LIMIT,
          "\"%s\";r=%d;t=%d"
              .formatted(name, allowance.left(), Allowance.inSeconds(allowance.untilFull())));
    }
  }

  /// @throws boxoffice.wire.WireException RATE_LIMITED, with when all of them let it through
  static void refuse(List<Allowance> allowances) {
    allowances.stream()
        .filter(Allowance::isRefused)
        .max(Comparator.comparing(Allowance::retryAfter))
        .ifPresent(refused -> {
          throw refused.refusal();
        });
  }
}
