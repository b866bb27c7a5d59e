package boxoffice.edge.order;

import boxoffice.order.v1.ListOrdersResponse;
import boxoffice.order.v1.ListSalesResponse;
import java.util.List;

/// A page of orders, the newest first.
///
/// @param nextPageToken asks for the next page; empty after the last one
record OrdersJson(List<OrderJson> orders, String nextPageToken) {

  static OrdersJson of(ListOrdersResponse page) {
    return new OrdersJson(
        page.getOrdersList().stream().map(OrderJson::of).toList(), page.getNextPageToken());
  }

  static OrdersJson of(ListSalesResponse page) {
    return new OrdersJson(
        page.getOrdersList().stream().map(OrderJson::of).toList(), page.getNextPageToken());
  }
}
