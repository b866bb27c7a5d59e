package boxoffice.order.purchase;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When a buyer may cancel a paid order or items of it, and what it costs. The fee is rounded down
/// and never more than was paid for what is cancelled.
///
/// @param untilBeforeStart so long before the first of its performances an order can still be
///   cancelled
/// @param feeMinor kept of each cancellation, in the smallest unit of the order's currency
/// @param feeBasisPoints kept besides, in hundredths of a percent of what is cancelled; 10000 at
///   most
@ConfigurationProperties("boxoffice.order.cancel")
public record CancelPolicy(
    @DefaultValue("24h") Duration untilBeforeStart,
    @DefaultValue("0") long feeMinor,
    @DefaultValue("0") int feeBasisPoints) {

  private static final int ALL = 10_000;

  public CancelPolicy {
    if (untilBeforeStart.isNegative()) {
      throw new IllegalArgumentException(
          "boxoffice.order.cancel.until-before-start is " + untilBeforeStart + ", needs 0 or more");
    }
    if (feeMinor < 0) {
      throw new IllegalArgumentException(
          "boxoffice.order.cancel.fee-minor is " + feeMinor + ", needs 0 or more");
    }
    if (feeBasisPoints < 0 || feeBasisPoints > ALL) {
      throw new IllegalArgumentException(
          "boxoffice.order.cancel.fee-basis-points is " + feeBasisPoints + ", needs 0 to 10000");
    }
  }

  /// What the policy says of an order.
  ///
  /// @param until it may be cancelled; null when that is not known any more, which refuses
  record Verdict(Cancellation.@Nullable Refusal refusal, @Nullable Instant until, long feeMinor) {
    /// An organiser may always cancel, and nothing is kept.
    static final Verdict FREE = new Verdict(null, null, 0);

    Verdict refusing(Cancellation.Refusal why) {
      return new Verdict(why, until, feeMinor);
    }
  }

  /// @param totalMinor of what is cancelled
  /// @param start of the first performance; empty when it is not known any more
  Verdict judge(long totalMinor, Optional<Instant> start, Instant now) {
    var until = start.map(first -> first.minus(untilBeforeStart)).orElse(null);
    var late = until == null || !now.isBefore(until);
    return new Verdict(late ? Cancellation.Refusal.TOO_LATE : null, until, fee(totalMinor));
  }

  private long fee(long totalMinor) {
    var share =
        BigInteger.valueOf(totalMinor)
            .multiply(BigInteger.valueOf(feeBasisPoints))
            .divide(BigInteger.valueOf(ALL));
    return share.add(BigInteger.valueOf(feeMinor)).min(BigInteger.valueOf(totalMinor)).longValue();
  }
}
