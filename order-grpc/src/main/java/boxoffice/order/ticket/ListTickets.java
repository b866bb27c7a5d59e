package boxoffice.order.ticket;

import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;

/// Lists the tickets of a buyer's order, page by page in the order of its items.
///
/// Throws [WireException]: NOT_FOUND for an order that is not the buyer's, VALIDATION_FAILED for a
/// page token of something else.
final class ListTickets {
  private static final int MAX = 100;

  private final TicketStore tickets;

  ListTickets(TicketStore tickets) {
    this.tickets = tickets;
  }

  /// @param next asks for the next page; empty after the last one
  record Page(List<IssuedTicket> tickets, String next) {
    Page {
      tickets = List.copyOf(tickets);
    }
  }

  Page list(UUID buyerId, UUID orderId, int pageSize, String pageToken) {
    var size = PageToken.size(pageSize, MAX, MAX);
    var found =
        tickets
            .find(orderId, buyerId, after(PageToken.parse(pageToken, 1)), size + 1)
            .orElseThrow(() -> WireException.notFound("order"));
    if (found.size() <= size) {
      return new Page(found, "");
    }
    var page = found.subList(0, size);
    var last = Integer.toString(page.getLast().position());
    return new Page(page, new PageToken(List.of(last)).encode());
  }

  private static int after(PageToken token) {
    if (token.isFirstPage()) {
      return -1;
    }
    try {
      return Integer.parseInt(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }
}
