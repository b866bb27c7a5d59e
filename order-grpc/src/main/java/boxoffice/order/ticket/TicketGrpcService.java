package boxoffice.order.ticket;

import boxoffice.order.v1.ListTicketsRequest;
import boxoffice.order.v1.ListTicketsResponse;
import boxoffice.order.v1.Ticket;
import boxoffice.order.v1.TicketServiceGrpc.TicketServiceImplBase;
import boxoffice.order.v1.TicketState;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The face of tickets on the wire.
final class TicketGrpcService extends TicketServiceImplBase {
  private final ListTickets listTickets;
  private final TicketCodes codes;

  TicketGrpcService(ListTickets listTickets, TicketCodes codes) {
    this.listTickets = listTickets;
    this.codes = codes;
  }

  @Override
  public void listTickets(
      ListTicketsRequest request, StreamObserver<ListTicketsResponse> observer) {
    var page =
        listTickets.list(
            Caller.required().ownerId(),
            WireTypes.uuid(request.getOrderId()),
            request.getPageSize(),
            request.getPageToken());
    observer.onNext(
        ListTicketsResponse.newBuilder()
            .addAllTickets(page.tickets().stream().map(this::toProto).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  private Ticket toProto(IssuedTicket ticket) {
    var seat = ticket.seat();
    return Ticket.newBuilder()
        .setTicketId(ticket.id().toString())
        .setOrderId(ticket.orderId().toString())
        .setPerformanceId(ticket.performanceId().toString())
        .setSeatId(seat.id().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setState(TicketState.valueOf("TICKET_STATE_" + ticket.state()))
        .setCode(codes.code(ticket.id(), ticket.secret()))
        .setIssueTime(WireTypes.timestamp(ticket.issuedAt()))
        .build();
  }
}
