package boxoffice.inventory.tickettype;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.performance.TicketTypeMessage;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.v1.CreateTicketTypeRequest;
import boxoffice.inventory.v1.CreateTicketTypeResponse;
import boxoffice.inventory.v1.TicketTypeRefusal;
import boxoffice.inventory.v1.TicketTypeRefused;
import boxoffice.inventory.v1.TicketTypeServiceGrpc;
import boxoffice.inventory.v1.UpdateTicketTypeRequest;
import boxoffice.inventory.v1.UpdateTicketTypeResponse;
import boxoffice.inventory.v1.WithdrawTicketTypeRequest;
import boxoffice.inventory.v1.WithdrawTicketTypeResponse;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The wire face of ticket types.
final class TicketTypeGrpcService extends TicketTypeServiceGrpc.TicketTypeServiceImplBase {
  private final ChangeTicketType changeTicketType;

  TicketTypeGrpcService(ChangeTicketType changeTicketType) {
    this.changeTicketType = changeTicketType;
  }

  @Override
  public void createTicketType(
      CreateTicketTypeRequest request, StreamObserver<CreateTicketTypeResponse> reply) {
    var change = Change.of(request.getRequestId(), request);
    var response = CreateTicketTypeResponse.newBuilder();
    reply.onNext(
        switch (changeTicketType.create(change, fromProto(change, request), request.getPrice())) {
          case Answer.Done done -> response.setTicketType(toProto(done)).build();
          case Answer.Refused refused -> response.setRefused(toProto(refused)).build();
        });
    reply.onCompleted();
  }

  @Override
  public void updateTicketType(
      UpdateTicketTypeRequest request, StreamObserver<UpdateTicketTypeResponse> reply) {
    var answer =
        changeTicketType.update(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getTicketTypeId()),
            request.getEtag(),
            fromProto(request));
    var response = UpdateTicketTypeResponse.newBuilder();
    reply.onNext(
        switch (answer) {
          case Answer.Done done -> response.setTicketType(toProto(done)).build();
          case Answer.Refused refused -> response.setRefused(toProto(refused)).build();
        });
    reply.onCompleted();
  }

  @Override
  public void withdrawTicketType(
      WithdrawTicketTypeRequest request, StreamObserver<WithdrawTicketTypeResponse> reply) {
    var done =
        changeTicketType.withdraw(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getTicketTypeId()),
            request.getEtag());
    reply.onNext(WithdrawTicketTypeResponse.newBuilder().setTicketType(toProto(done)).build());
    reply.onCompleted();
  }

  private static TicketType fromProto(Change change, CreateTicketTypeRequest request) {
    return new TicketType(
        change.created("ticket-type"),
        WireTypes.uuid(request.getPerformanceId()),
        request.getCategory(),
        request.getDisplayName(),
        Price.of(request.getPrice().getAmountMinor(), request.getCharges()),
        new TicketType.Window(
            DatabaseTime.of(request.hasOnSaleTime(), request.getOnSaleTime()),
            DatabaseTime.of(request.hasOffSaleTime(), request.getOffSaleTime())),
        request.getPerOrderLimit(),
        request.getPerBuyerLimit(),
        false,
        1);
  }

  private static TicketTypeEdit fromProto(UpdateTicketTypeRequest request) {
    var mask = Mask.of(request.getUpdateMask(), TicketTypeEdit.FIELDS);
    if (mask.has("price") && !request.hasPrice()) {
      throw WireException.invalidField("price", "is not set");
    }
    return new TicketTypeEdit(
        mask,
        request.getDisplayName(),
        request.getPrice(),
        request.getCharges(),
        new TicketType.Window(
            DatabaseTime.of(request.hasOnSaleTime(), request.getOnSaleTime()),
            DatabaseTime.of(request.hasOffSaleTime(), request.getOffSaleTime())),
        request.getPerOrderLimit(),
        request.getPerBuyerLimit());
  }

  private static boxoffice.inventory.v1.TicketType toProto(Answer.Done done) {
    return TicketTypeMessage.of(done.type(), done.currency());
  }

  private static TicketTypeRefused toProto(Answer.Refused refused) {
    return TicketTypeRefused.newBuilder()
        .setReason(
            switch (refused.why()) {
              case PERFORMANCE_CANCELLED ->
                  TicketTypeRefusal.TICKET_TYPE_REFUSAL_PERFORMANCE_CANCELLED;
              case WITHDRAWN -> TicketTypeRefusal.TICKET_TYPE_REFUSAL_WITHDRAWN;
              case TOO_MANY -> TicketTypeRefusal.TICKET_TYPE_REFUSAL_TOO_MANY;
            })
        .build();
  }
}
