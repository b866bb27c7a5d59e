package boxoffice.edge.ticket;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.Fills;
import boxoffice.order.v1.ListTicketsRequest;
import boxoffice.order.v1.TicketServiceGrpc.TicketServiceBlockingStub;
import boxoffice.wire.BearerToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tickets.
@RestController
class TicketController {
  private final TicketServiceBlockingStub tickets;

  TicketController(TicketServiceBlockingStub tickets) {
    this.tickets = tickets;
  }

  /// Lists the tickets of the caller's order.
  @GetMapping(path = "/v1/orders/{order}/tickets", produces = APPLICATION_JSON_VALUE)
  @Fills(ListTicketsRequest.class)
  TicketsJson listTickets(
      @PathVariable String order,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    var request =
        ListTicketsRequest.newBuilder()
            .setOrderId(order)
            .setPageSize(pageSize)
            .setPageToken(pageToken)
            .build();
    return TicketsJson.of(tickets.withCallCredentials(BearerToken.ofCaller()).listTickets(request));
  }
}
