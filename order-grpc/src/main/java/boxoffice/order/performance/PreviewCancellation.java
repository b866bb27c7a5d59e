package boxoffice.order.performance;

import boxoffice.order.purchase.CancelForPerformance;
import boxoffice.order.purchase.CancelForPerformance.Result;
import boxoffice.order.purchase.CancelForPerformance.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Says what cancelling a performance would come to, by looking at each order as the job would.
final class PreviewCancellation {
  private static final int AT_ONCE = 200;

  private final CancellationStore store;
  private final CancelForPerformance cancel;

  PreviewCancellation(CancellationStore store, CancelForPerformance cancel) {
    this.store = store;
    this.cancel = cancel;
  }

  /// @param confirmed orders that would be cancelled at once
  /// @param keptInPart of these, those that go on with items of other performances
  /// @param refunds in minor units, by currency
  record Preview(
      int confirmed,
      int keptInPart,
      int pending,
      SortedMap<String, Long> refunds,
      List<UUID> used) {
    Preview {
      used = List.copyOf(used);
    }
  }

  Preview preview(UUID performanceId) {
    var orders = store.orders(performanceId);
    var shares = new ArrayList<Share>();
    for (int from = 0; from < orders.size(); from += AT_ONCE) {
      var page = orders.subList(from, Math.min(from + AT_ONCE, orders.size()));
      shares.addAll(cancel.look(page, performanceId));
    }
    var confirmed = shares.stream().filter(share -> share.result() == Result.CANCELLED).toList();
    var refunds = new TreeMap<String, Long>();
    confirmed.stream()
        .filter(share -> share.refundMinor() > 0)
        .forEach(share -> refunds.merge(share.currency(), share.refundMinor(), Math::addExact));
    return new Preview(
        confirmed.size(),
        (int) confirmed.stream().filter(Share::keepsOthers).count(),
        (int) shares.stream().filter(share -> share.result() == Result.WAITING).count(),
        refunds,
        shares.stream()
            .filter(share -> share.result() == Result.USED)
            .map(Share::orderId)
            .sorted()
            .toList());
  }
}
