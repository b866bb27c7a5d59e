package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.REFUND_SHARE;
import static org.jooq.impl.DSL.row;

import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/// What a refund gives back of each performance of its order, for the money report.
///
/// Shares are proportional to what the cancelled items cost, products counting for the home
/// performance, and add up to the refund to the last unit: each is the difference of two sums that
/// are rounded down. What somebody gave back at the provider is of all items. Money that never paid
/// the order is of its home performance.
final class RefundShares {
  private RefundShares() {}

  private static SortedMap<UUID, Long> of(Order order, Refund.Claim claim) {
    return switch (claim.reason()) {
      case CANCELLED -> split(claim.amountMinor(), costs(order, claim.basisId()));
      case PROVIDER ->
          isPaying(order, claim.attemptId())
              ? split(claim.amountMinor(), costs(order, null))
              : ofHome(order, claim);
      case FOUND, MISMATCH -> ofHome(order, claim);
    };
  }

  private static SortedMap<UUID, Long> ofHome(Order order, Refund.Claim claim) {
    return new TreeMap<>(Map.of(order.terms().performanceId(), claim.amountMinor()));
  }

  private static boolean isPaying(Order order, UUID attemptId) {
    return order
        .attempt(attemptId)
        .filter(attempt -> attempt.state() == AttemptState.PAID)
        .isPresent();
  }

  /// @param costs what is given back of, more than 0 together
  /// @return none is 0
  static SortedMap<UUID, Long> split(long amountMinor, SortedMap<UUID, Long> costs) {
    var total = costs.values().stream().reduce(0L, Math::addExact);
    var shares = new TreeMap<UUID, Long>();
    var reached = 0L;
    var given = 0L;
    for (var cost : costs.entrySet()) {
      reached += cost.getValue();
      var upTo = share(amountMinor, reached, total);
      if (upTo > given) {
        shares.put(cost.getKey(), upTo - given);
      }
      given = upTo;
    }
    return shares;
  }

  /// Of the items that this cancellation has; of all for none.
  private static SortedMap<UUID, Long> costs(Order order, @Nullable UUID cancellationId) {
    return order.costs(
        cancellationId == null ? order.positions() : order.positionsOf(cancellationId));
  }

  private static long share(long amount, long part, long total) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(total))
        .longValueExact();
  }

  static Query insert(DSLContext in, Order order, Refund refund) {
    return in.insertInto(
            REFUND_SHARE,
            REFUND_SHARE.REFUND_ID,
            REFUND_SHARE.PERFORMANCE_ID,
            REFUND_SHARE.AMOUNT_MINOR)
        .valuesOfRows(
            of(order, refund.claim()).entrySet().stream()
                .map(share -> row(refund.id(), share.getKey(), share.getValue()))
                .toList())
        .onConflictDoNothing();
  }
}
