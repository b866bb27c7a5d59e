package boxoffice.order.purchase;

import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads orders: a buyer's own, and those of a performance, page by page.
///
/// Throws [WireException]: NOT_FOUND for an order that is not the buyer's, VALIDATION_FAILED for a
/// page token of something else.
final class ReadOrders {
  private static final int STANDARD = 20;
  private static final int MAX = 100;
  private static final int KEY_PARTS = 2;

  private final OrderStore orders;
  private final Runs runs;

  ReadOrders(OrderStore orders, Runs runs) {
    this.orders = orders;
    this.runs = runs;
  }

  /// @param next asks for the next page; empty after the last one
  record Page(List<Order> orders, String next) {
    Page {
      orders = List.copyOf(orders);
    }
  }

  /// A buyer who comes back from confirming a payment reads the order until it has changed.
  Order read(UUID buyerId, UUID orderId) {
    var order = orders.find(orderId, buyerId).orElseThrow(() -> WireException.notFound("order"));
    runs.look(order);
    return order;
  }

  Page list(UUID buyerId, int pageSize, String pageToken) {
    return page(pageSize, pageToken, (after, max) -> orders.list(buyerId, after, max));
  }

  /// What an organiser sees of a performance.
  ///
  /// @param state only orders in it; null for all
  Page sales(UUID performanceId, @Nullable OrderState state, int pageSize, String pageToken) {
    return page(
        pageSize, pageToken, (after, max) -> orders.sales(performanceId, state, after, max));
  }

  private interface Rows {
    List<Order> find(OrderStore.@Nullable Key after, int max);
  }

  private static Page page(int pageSize, String pageToken, Rows rows) {
    var size = PageToken.size(pageSize, STANDARD, MAX);
    var token = PageToken.parse(pageToken, KEY_PARTS);
    var after = token.isFirstPage() ? null : key(token);
    var found = rows.find(after, size + 1);
    if (found.size() <= size) {
      return new Page(found, "");
    }
    var page = found.subList(0, size);
    var last = page.getLast();
    var next =
        new PageToken(List.of(last.terms().createdAt().toString(), last.id().toString())).encode();
    return new Page(page, next);
  }

  private static OrderStore.Key key(PageToken token) {
    try {
      return new OrderStore.Key(
          PageToken.instant(token.parts().getFirst()), UUID.fromString(token.parts().getLast()));
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }
}
