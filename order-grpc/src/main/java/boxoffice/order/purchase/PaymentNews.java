package boxoffice.order.purchase;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;

/// Takes a hint that the provider has something to tell about a payment. The order's saga reads the
/// PaymentIntent by itself then; so a hint may come early, late, twice or never. Public for whoever
/// hears from the provider.
public final class PaymentNews {
  private final WorkStore work;

  PaymentNews(WorkStore work) {
    this.work = work;
  }

  /// To be run in the transaction that stores the hint, in this order.
  ///
  /// @param intent the provider's id
  public List<Query> queries(DSLContext in, UUID orderId, String intent) {
    return List.of(work.wake(in, orderId));
  }
}
