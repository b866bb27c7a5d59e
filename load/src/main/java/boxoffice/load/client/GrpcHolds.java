package boxoffice.load.client;

import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.wire.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds straight on inventory-grpc, as a partner places them; the instances in turn.
public final class GrpcHolds implements Holds, AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The server takes a hundred calls at once on a connection.
  private static final int CONNECTIONS_EACH = 4;

  private final List<ManagedChannel> channels;
  private final AtomicInteger turn = new AtomicInteger();

  /// @param addresses `host:port` of each instance
  public GrpcHolds(List<String> addresses) {
    channels =
        addresses.stream()
            .flatMap(address -> java.util.Collections.nCopies(CONNECTIONS_EACH, address).stream())
            .<ManagedChannel>map(
                address -> NettyChannelBuilder.forTarget(address).usePlaintext().build())
            .toList();
  }

  @Override
  public Reply place(Buyer buyer, String key, UUID performance, List<UUID> seats) {
    var named =
        seats.stream()
            .map(seat -> SeatChoice.newBuilder().setSeatId(seat.toString()).build())
            .toList();
    return place(buyer, request(key, performance).addAllSeats(named));
  }

  @Override
  public Reply placeBest(Buyer buyer, String key, UUID performance, int count) {
    var best = BestAvailable.newBuilder().setCount(count);
    return place(buyer, request(key, performance).addBest(best));
  }

  private static PlaceHoldRequest.Builder request(String key, UUID performance) {
    return PlaceHoldRequest.newBuilder().setRequestId(key).setPerformanceId(performance.toString());
  }

  private Reply place(Buyer buyer, PlaceHoldRequest.Builder request) {
    try {
      return reply(stub(buyer).placeHold(request.build()));
    } catch (StatusRuntimeException e) {
      return failed(e.getStatus());
    }
  }

  private HoldServiceBlockingStub stub(Buyer buyer) {
    var channel = channels.get(Math.floorMod(turn.getAndIncrement(), channels.size()));
    return HoldServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(new BearerToken(buyer::token))
        .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Reply reply(PlaceHoldResponse response) {
    return switch (response.getOutcomeCase()) {
      case HELD -> Reply.ok(200, json(response.getHeld()));
      case SEATS_UNAVAILABLE -> refused("seat-unavailable");
      case PURCHASE_LIMIT -> refused("purchase-limit");
      case SALE_NOT_OPEN -> refused("sale-not-open");
      case NOT_ENOUGH -> refused("seat-unavailable");
      case OUTCOME_NOT_SET -> Reply.unknown("no-outcome", 200);
    };
  }

  /// As the edge would tell it.
  private static ObjectNode json(Hold hold) {
    var json = JSON.createObjectNode();
    json.put("name", hold.getName());
    json.put("state", hold.getState().name().substring("HOLD_STATE_".length()));
    json.putObject("total").put("amountMinor", hold.getTotal().getAmountMinor());
    var seats = json.putArray("seats");
    hold.getSeatsList().forEach(seat -> seats.addObject().put("seatId", seat.getSeatId()));
    return json;
  }

  private static Reply failed(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          NOT_FOUND,
          ABORTED,
          RESOURCE_EXHAUSTED ->
          refused(name(status));
      // without our ErrorInfo it may have happened; with it a retry with the same key tells
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          Reply.unknown(name(status), 0);
    };
  }

  private static String name(Status status) {
    return status.getCode().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Reply refused(String outcome) {
    return Reply.refused(outcome, 0, MissingNode.getInstance(), Duration.ZERO);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
