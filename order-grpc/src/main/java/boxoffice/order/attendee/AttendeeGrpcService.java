package boxoffice.order.attendee;

import boxoffice.order.inventory.Organisers;
import boxoffice.order.item.OrderCode;
import boxoffice.order.v1.AttendeeServiceGrpc.AttendeeServiceImplBase;
import boxoffice.order.v1.ListAttendeesRequest;
import boxoffice.order.v1.ListAttendeesResponse;
import boxoffice.order.v1.TicketState;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The face of attendees on the wire.
final class AttendeeGrpcService extends AttendeeServiceImplBase {
  private static final int MAX = 500;

  private final Organisers organisers;
  private final AttendeeStore attendees;

  AttendeeGrpcService(Organisers organisers, AttendeeStore attendees) {
    this.organisers = organisers;
    this.attendees = attendees;
  }

  @Override
  public void listAttendees(
      ListAttendeesRequest request, StreamObserver<ListAttendeesResponse> observer) {
    var performanceId = WireTypes.uuid(request.getPerformanceId());
    organisers.checkPerformance(performanceId);
    var size = PageToken.size(request.getPageSize(), MAX, MAX);
    var after = after(PageToken.parse(request.getPageToken(), 1));
    var found = attendees.list(performanceId, after, size + 1);
    var page = found.subList(0, Math.min(size, found.size()));
    var response = ListAttendeesResponse.newBuilder();
    page.forEach(attendee -> response.addAttendees(toProto(attendee)));
    if (found.size() > size) {
      var last = page.getLast().seat().id().toString();
      response.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private static @Nullable UUID after(PageToken token) {
    if (token.isFirstPage()) {
      return null;
    }
    try {
      return UUID.fromString(token.parts().getFirst());
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  private static boxoffice.order.v1.Attendee toProto(Attendee attendee) {
    var seat = attendee.seat();
    return boxoffice.order.v1.Attendee.newBuilder()
        .setTicketId(attendee.ticketId().toString())
        .setOrderCode(OrderCode.display(attendee.orderCode()))
        .setBuyerId(attendee.buyerId().toString())
        .setSeatId(seat.id().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setCategory(attendee.category())
        .setTicketType(attendee.ticketType())
        .setState(TicketState.valueOf("TICKET_STATE_" + attendee.state()))
        .setComplimentary(attendee.complimentary())
        .setIssueTime(WireTypes.timestamp(attendee.issuedAt()))
        .build();
  }
}
