package boxoffice.edge.order;

import boxoffice.order.v1.ListOrdersResponse;
import java.util.List;

/// A page of the caller's orders, the newest first.
///
/// @param nextPageToken asks for the next page; empty after the last one
record OrdersJson(List<OrderJson> orders, String nextPageToken) {

  static OrdersJson of(ListOrdersResponse page) {
    return new OrdersJson(
        page.getOrdersList().stream().map(OrderJson::of).toList(), page.getNextPageToken());
  }
}
