package boxoffice.edge.ticket;

import boxoffice.edge.value.StateName;
import boxoffice.order.v1.ListTicketsResponse;
import boxoffice.order.v1.Ticket;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A page of an order's tickets.
///
/// @param nextPageToken asks for the next page; empty after the last one
record TicketsJson(List<TicketJson> tickets, String nextPageToken) {

  static TicketsJson of(ListTicketsResponse page) {
    return new TicketsJson(
        page.getTicketsList().stream().map(TicketJson::of).toList(), page.getNextPageToken());
  }

  /// The right to a seat.
  ///
  /// @param code what the door scans, to be shown as a QR code: who has it has the seat
  record TicketJson(
      String ticketId,
      String orderId,
      String performanceId,
      String seatId,
      String section,
      String row,
      String number,
      String state,
      String code,
      Instant issueTime) {
    static TicketJson of(Ticket ticket) {
      return new TicketJson(
          ticket.getTicketId(),
          ticket.getOrderId(),
          ticket.getPerformanceId(),
          ticket.getSeatId(),
          ticket.getSection(),
          ticket.getRow(),
          ticket.getNumber(),
          StateName.of(ticket.getState(), "TICKET_STATE_"),
          ticket.getCode(),
          WireTypes.instant(ticket.getIssueTime()));
    }

    /// Never the code.
    @Override
    public String toString() {
      return "TicketJson[" + ticketId + "]";
    }
  }
}
