package boxoffice.sandbox;

import boxoffice.inventory.v1.AllocationServiceGrpc;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ListAllocationsRequest;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.order.v1.CancelOrderRequest;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.GetStatementRequest;
import boxoffice.order.v1.Holder;
import boxoffice.order.v1.ListTicketsRequest;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.StatementLine;
import boxoffice.order.v1.StatementServiceGrpc;
import boxoffice.order.v1.Ticket;
import boxoffice.order.v1.TicketServiceGrpc;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A partner's program, as docs/partners tells it: it knows gRPC and the stubs of `proto/contract`,
/// and nothing else of Boxoffice. For one thread.
final class PartnerProgram {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final int ATTEMPTS = 6;
  private static final long FIRST_WAIT_MILLIS = 100;

  private final Channel users;
  private final Channel inventory;
  private final Channel orders;
  private final String clientId;
  private final String clientSecret;
  private String token = "";
  private Instant tokenEnds = Instant.EPOCH;

  PartnerProgram(
      Channel users, Channel inventory, Channel orders, String clientId, String clientSecret) {
    this.users = users;
    this.inventory = inventory;
    this.orders = orders;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /// The performances in which the channel has free seats.
  List<String> performances() {
    var request = ListAllocationsRequest.getDefaultInstance();
    return insist(
            () -> with(AllocationServiceGrpc.newBlockingStub(inventory)).listAllocations(request))
        .getAllocationsList()
        .stream()
        .filter(allocation -> allocation.getFreeCount() > 0)
        .map(allocation -> allocation.getPerformanceId())
        .toList();
  }

  PlaceHoldResponse hold(PlaceHoldRequest request) {
    return insist(() -> with(HoldServiceGrpc.newBlockingStub(inventory)).placeHold(request));
  }

  void release(String hold) {
    var request = ReleaseHoldRequest.newBuilder().setRequestId(newId()).setName(hold).build();
    var _ = insist(() -> with(HoldServiceGrpc.newBlockingStub(inventory)).releaseHold(request));
  }

  /// Waits for the order to be confirmed, which several systems take part in.
  PlaceOrderResponse order(PlaceOrderRequest request) {
    return insist(() ->
        with(OrderServiceGrpc.newBlockingStub(orders))
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .placeOrder(request));
  }

  CancelOrderResponse cancel(String order) {
    var request = CancelOrderRequest.newBuilder().setRequestId(newId()).setOrderId(order).build();
    return insist(() -> with(OrderServiceGrpc.newBlockingStub(orders)).cancelOrder(request));
  }

  List<Ticket> tickets(String order) {
    var request = ListTicketsRequest.newBuilder().setOrderId(order).build();
    return insist(() -> with(TicketServiceGrpc.newBlockingStub(orders)).listTickets(request))
        .getTicketsList();
  }

  /// What is owed for a month, such as "2026-11".
  List<StatementLine> owed(String month) {
    var request = GetStatementRequest.newBuilder().setMonth(month).build();
    return insist(() -> with(StatementServiceGrpc.newBlockingStub(orders)).getStatement(request))
        .getStatement()
        .getLinesList();
  }

  /// What a hold has, sold to somebody.
  static PlaceOrderRequest sale(String hold, String name, String email) {
    return PlaceOrderRequest.newBuilder()
        .setRequestId(newId())
        .setHoldName(hold)
        .setHolder(Holder.newBuilder().setName(name).setEmail(email))
        .build();
  }

  /// So many seats beside each other, the best that the channel has.
  static PlaceHoldRequest best(String performance, int count) {
    return PlaceHoldRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance)
        .addBest(BestAvailable.newBuilder().setCount(count))
        .build();
  }

  /// These seats.
  static PlaceHoldRequest named(String performance, List<String> seats) {
    var request = PlaceHoldRequest.newBuilder().setRequestId(newId()).setPerformanceId(performance);
    seats.forEach(seat -> request.addSeats(SeatChoice.newBuilder().setSeatId(seat)));
    return request.build();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private <S extends AbstractStub<S>> S with(S stub) {
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token());
    return stub.withDeadlineAfter(2, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private String token() {
    if (Instant.now().isAfter(tokenEnds.minusSeconds(30))) {
      var answer =
          ClientTokenServiceGrpc.newBlockingStub(users)
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .issueClientToken(
                  IssueClientTokenRequest.newBuilder()
                      .setRequestId(newId())
                      .setClientId(clientId)
                      .setClientSecret(clientSecret)
                      .addScopes("inventory.sell")
                      .addScopes("orders.sell")
                      .build());
      token = answer.getAccessToken();
      tokenEnds = Instant.ofEpochSecond(answer.getAccessTokenExpireTime().getSeconds());
    }
    return token;
  }

  private static <T> T insist(Supplier<T> call) {
    for (var attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        if (attempt == ATTEMPTS || !mayGoWell(e)) {
          throw e;
        }
        var longest = FIRST_WAIT_MILLIS << attempt;
        var wait = ThreadLocalRandom.current().nextLong(longest) + 1;
        LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
      }
    }
  }

  private static boolean mayGoWell(StatusRuntimeException failure) {
    var status = failure.getStatus().getCode();
    return switch (reason(failure)) {
      case "IDEMPOTENCY_IN_PROGRESS", "INTERNAL_ERROR", "OUTCOME_UNKNOWN" -> true;
      case "INVENTORY_UNAVAILABLE", "SERVICE_UNAVAILABLE", "OVERLOADED" -> true;
      case "" -> status == Status.Code.UNAVAILABLE || status == Status.Code.DEADLINE_EXCEEDED;
      default -> false;
    };
  }

  static String reason(StatusRuntimeException failure) {
    var status = StatusProto.fromThrowable(failure);
    if (status != null) {
      for (var detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          try {
            return detail.unpack(ErrorInfo.class).getReason();
          } catch (InvalidProtocolBufferException e) {
            return "";
          }
        }
      }
    }
    return "";
  }
}
