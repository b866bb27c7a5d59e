package boxoffice.edge.performance;

import boxoffice.edge.value.MoneyJson;
import boxoffice.order.v1.PreviewPerformanceCancellationResponse;
import java.util.List;

/// What cancelling a performance would come to.
///
/// @param confirmedOrders would be cancelled at once
/// @param keptInPart of these, those that keep what they have of other performances, or collected
///   products
/// @param pendingOrders their payments would be stopped
/// @param refunds what would go back, by currency
/// @param usedOrders would stay: somebody was let in, or only collected products are left
/// @param usedOrderIds at most 100 of these
record CancellationPreviewJson(
    int confirmedOrders,
    int keptInPart,
    int pendingOrders,
    List<MoneyJson> refunds,
    int usedOrders,
    List<String> usedOrderIds) {

  static CancellationPreviewJson of(PreviewPerformanceCancellationResponse preview) {
    return new CancellationPreviewJson(
        preview.getConfirmedOrders(),
        preview.getKeptInPart(),
        preview.getPendingOrders(),
        preview.getRefundsList().stream().map(MoneyJson::of).toList(),
        preview.getUsedOrders(),
        preview.getUsedOrderIdsList());
  }
}
