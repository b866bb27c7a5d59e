package boxoffice.inventory.performance;

import boxoffice.inventory.performance.PerformanceQuestion.Order;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceOrder;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lists of performances as the contract has them.
final class ListMessages {
  /// A page is shorter than asked for where it would be larger.
  private static final int PAGE_BYTES = 1 << 20;

  private ListMessages() {}

  static PerformanceQuestion fromProto(ListPerformancesRequest request) {
    return new PerformanceQuestion(
        request.getQuery(),
        request.hasFromTime() ? WireTypes.instant(request.getFromTime()) : null,
        request.hasToTime() ? WireTypes.instant(request.getToTime()) : null,
        id(request.getVenueId()),
        id(request.getEventId()),
        request.getAvailableOnly(),
        id(request.getOrganisationId()),
        order(request.getOrder()));
  }

  private static @Nullable UUID id(String text) {
    return text.isEmpty() ? null : WireTypes.uuid(text);
  }

  private static Order order(PerformanceOrder order) {
    return switch (order) {
      case PERFORMANCE_ORDER_UNSPECIFIED, PERFORMANCE_ORDER_START_TIME -> Order.START_TIME;
      case PERFORMANCE_ORDER_START_TIME_DESCENDING -> Order.START_TIME_DESCENDING;
      case PERFORMANCE_ORDER_DISPLAY_NAME -> Order.DISPLAY_NAME;
      case UNRECOGNIZED -> throw WireException.invalidField("order", "is none of the orders");
    };
  }

  /// @param found up to one more than the page has
  static ListPerformancesResponse toProto(
      List<Performance> found, PerformancePage page, Order order) {
    var response = ListPerformancesResponse.newBuilder();
    int bytes = 0;
    int sent = 0;
    while (sent < Math.min(found.size(), page.size()) && bytes < PAGE_BYTES) {
      var performance = PerformanceMessages.toProto(found.get(sent++));
      bytes += performance.getSerializedSize();
      response.addPerformances(performance);
    }
    if (sent < found.size()) {
      response.setNextPageToken(page.next(found.get(sent - 1), order));
    }
    return response.build();
  }
}
