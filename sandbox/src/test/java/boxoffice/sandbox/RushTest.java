package boxoffice.sandbox;

import static boxoffice.db.audit.Tables.SEAT;
import static boxoffice.db.audit.Tables.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.wire.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Many who want the same few seats in the same moment, over gRPC: one winner for each seat, in
/// Redis and, once the winners have ordered, in PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RushTest {
  private static final int SEATS = 40;
  private static final int ATTEMPTS = 200;
  private static final int BUYERS = 40;

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private ManagedChannel inventory;
  private ManagedChannel order;
  private JsonNode performance;

  @BeforeAll
  void start() {
    system = LocalSystem.start(folder, Ports.free());
    edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    new DemoData(system, edge, Clock.systemUTC()).make();
    inventory = channel(system.ports().inventory());
    order = channel(system.ports().order());
    performance =
        new PatientEdge(edge).get("/v1/performances", null).ok().path("performances").get(0);
  }

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    inventory.shutdownNow();
    order.shutdownNow();
    edge.close();
    system.close();
  }

  @Test
  void sellsEachOfFortySeatsOnceToTwoHundredAtOnce()
      throws InterruptedException, ExecutionException {
    var seats = seats();
    var buyers = IntStream.range(0, BUYERS).mapToObj(i -> buyer()).toList();

    var holds = together(IntStream.range(0, ATTEMPTS).mapToObj(i -> holding(i, seats, buyers)));
    var won = holds.stream().filter(attempt -> attempt.answer().hasHeld()).toList();
    var wonSeats = won.stream().flatMap(attempt -> attempt.seatIds().stream()).toList();
    assertThat(wonSeats).doesNotHaveDuplicates().isSubsetOf(seats).hasSizeGreaterThan(SEATS / 2);
    awaitTaken(wonSeats.size());

    var orders = together(won.stream().map(this::ordering));
    assertThat(orders)
        .extracting(answer -> answer.getOrder().getState())
        .containsOnly(OrderState.ORDER_STATE_CONFIRMED);
    var booked =
        Patience.await("all to be booked", this::bookedSeats, ids -> ids.size() == wonSeats.size());
    assertThat(booked).containsExactlyInAnyOrderElementsOf(wonSeats);
    assertThat(ticketSeats()).containsExactlyInAnyOrderElementsOf(wonSeats);
    awaitTaken(wonSeats.size());
  }

  private record Attempt(String buyer, PlaceHoldResponse answer) {
    List<String> seatIds() {
      return answer.getHeld().getSeatsList().stream().map(seat -> seat.getSeatId()).toList();
    }
  }

  private Callable<Attempt> holding(int number, List<String> seats, List<String> buyers) {
    var buyer = buyers.get(number % BUYERS);
    var request =
        PlaceHoldRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setPerformanceId(performance.path("performanceId").asString())
            .addSeats(SeatChoice.newBuilder().setSeatId(seats.get(number % SEATS)))
            .addSeats(SeatChoice.newBuilder().setSeatId(seats.get((number + 1) % SEATS)))
            .build();
    var stub = HoldServiceGrpc.newBlockingStub(inventory).withCallCredentials(bearer(buyer));
    return () -> new Attempt(buyer, PatientRpc.answer(() -> stub.placeHold(request)));
  }

  private Callable<PlaceOrderResponse> ordering(Attempt attempt) {
    var request =
        PlaceOrderRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setHoldName(attempt.answer().getHeld().getName())
            .setPaymentMethod("pm_card_visa")
            .build();
    var stub = OrderServiceGrpc.newBlockingStub(order).withCallCredentials(bearer(attempt.buyer()));
    return () ->
        Patience.await(
            "a decision about an order",
            Shop.BOOT,
            () -> PatientRpc.answer(() -> stub.placeOrder(request)),
            answer -> answer.getOrder().getState() != OrderState.ORDER_STATE_PENDING);
  }

  private static BearerToken bearer(String token) {
    return new BearerToken(() -> token);
  }

  private static <T> List<T> together(Stream<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls.toList())) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private List<String> seats() {
    var request =
        ListSeatMapRowsRequest.newBuilder()
            .setSeatMapId(performance.path("seatMapId").asString())
            .build();
    var stub = SeatMapServiceGrpc.newBlockingStub(inventory);
    return PatientRpc.answer(() -> stub.listSeatMapRows(request)).getRowsList().stream()
        .flatMap(row -> row.getSeatsList().stream())
        .map(Seat::getSeatId)
        .limit(SEATS)
        .toList();
  }

  /// What is free is read a moment late.
  private void awaitTaken(int count) {
    var path = "/v1/performances/" + performance.path("performanceId").asString() + "/availability";
    var patient = new PatientEdge(edge);
    Patience.await(
        count + " seats to be shown as taken",
        () -> patient.get(path, null).ok().path("takenOrdinals").size(),
        taken -> taken == count);
  }

  private List<String> bookedSeats() {
    return system
        .audit()
        .read(sql -> sql.selectFrom(SEAT).where(SEAT.STATE.eq("BOOKED")).fetch(SEAT.SEAT_ID))
        .stream()
        .map(UUID::toString)
        .toList();
  }

  private List<String> ticketSeats() {
    return system
        .audit()
        .read(sql -> sql.selectFrom(TICKET).where(TICKET.STATE.eq("ISSUED")).fetch(TICKET.SEAT_ID))
        .stream()
        .map(UUID::toString)
        .toList();
  }

  private String buyer() {
    return system.people().buyers(1).getFirst().token();
  }
}
