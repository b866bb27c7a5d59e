package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import boxoffice.inventory.v1.AllocateSeatsRequest;
import boxoffice.inventory.v1.AllocationServiceGrpc;
import boxoffice.inventory.v1.ChannelServiceGrpc;
import boxoffice.inventory.v1.CreateChannelRequest;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.NamedSeats;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatSet;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.wire.BearerToken;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What docs/partners shows, against the whole system.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerProgramTest {
  private static final String CLIENT = "ticket-agency";
  private static final int CHANNELS = 6;
  private static final Path NODE = Path.of("../docs/partners/node").toAbsolutePath().normalize();
  private static final Path DESCRIPTORS =
      Path.of("../proto/contract/target/boxoffice.binpb").toAbsolutePath().normalize();

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private ManagedChannel users;
  private ManagedChannel inventory;
  private ManagedChannel orders;
  private Performance performance;

  /// Of one row: the first six are the channel's, the others everybody's.
  private List<String> seats;

  private String secret;
  private PartnerProgram partner;

  @BeforeAll
  void start() {
    system = LocalSystem.start(folder, Ports.free());
    edge = new EdgeClient(system.edgeUrl(), PartnerProgramTest::newId);
    new DemoData(system, edge, Clock.systemUTC()).make();
    users = connect(system.ports().user());
    inventory = connect(system.ports().inventory());
    orders = connect(system.ports().order());
    performance =
        PatientRpc.answer(() ->
                in(PerformanceServiceGrpc.newBlockingStub(inventory))
                    .listPerformances(ListPerformancesRequest.getDefaultInstance()))
            .getPerformances(0);
    seats = rowOfAtLeast(10);
    secret = createClient();
    allocate(createChannel(), seats.subList(0, CHANNELS));
    partner = new PartnerProgram(users, inventory, orders, CLIENT, secret);
  }

  @AfterAll
  void stop() {
    List.of(users, inventory, orders).forEach(ManagedChannel::shutdownNow);
    edge.close();
    system.close();
  }

  @Test
  void holdsSeatsOfItsOwnChannelAndFindsThemAgain() {
    assertThat(partner.performances()).containsExactly(performance.getPerformanceId());
    var request = PartnerProgram.best(performance.getPerformanceId(), 2);

    var held = partner.hold(request).getHeld();

    assertThat(held.getSeatsList())
        .extracting(HeldSeat::getSeatId)
        .hasSize(2)
        .isSubsetOf(seats.subList(0, CHANNELS));
    assertThat(partner.hold(request).getHeld()).isEqualTo(held);
    assertThat(
            reasonOf(() ->
                partner.hold(request.toBuilder().addAllSeats(named(5).getSeatsList()).build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    partner.release(held.getName());
  }

  @Test
  void isToldWhichSeatsAreNotItsOwn() {
    var refused = partner.hold(named(5, CHANNELS)).getSeatsUnavailable();

    assertThat(refused.getSeatsList())
        .containsExactly(
            UnavailableSeat.newBuilder()
                .setSeatId(seats.get(CHANNELS))
                .setReason(UnavailableReason.UNAVAILABLE_REASON_OTHER_CHANNEL)
                .build());
    var own = partner.hold(named(5));
    assertThat(own.hasHeld()).isTrue();
    partner.release(own.getHeld().getName());
  }

  @Test
  void hearsWhyItGetsNoToken() {
    var stranger = new PartnerProgram(users, inventory, orders, CLIENT, secret + "x");

    assertThat(reasonOf(stranger::performances)).isEqualTo("INVALID_CREDENTIALS");
  }

  @Test
  void sellsWhatItHoldsOnAccountOnceHoweverOftenItAsks() {
    var hold = partner.hold(named(0, 1)).getHeld();
    var request = PartnerProgram.sale(hold.getName(), "Ada Example", "ada@example.com");

    var owed = owed();

    var sold = partner.order(request).getOrder();

    assertThat(sold.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(sold.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_ON_ACCOUNT);
    assertThat(sold.getHolder().getName()).isEqualTo("Ada Example");
    assertThat(partner.order(request).getOrder().getOrderId()).isEqualTo(sold.getOrderId());
    assertThat(partner.tickets(sold.getOrderId()))
        .hasSize(2)
        .allMatch(ticket -> !ticket.getCode().isEmpty());
    assertThat(owed()).isEqualTo(owed + sold.getTotal().getAmountMinor());

    var cancelled = partner.cancel(sold.getOrderId()).getOrder();

    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(owed()).isEqualTo(owed);
  }

  private long owed() {
    return partner.owed(YearMonth.now(Clock.systemUTC()).toString()).stream()
        .mapToLong(line -> line.getBalance().getAmountMinor())
        .sum();
  }

  /// Where `npm ci` was run for it, as `.ci/run` does, and the contract is packaged.
  @Test
  void doesTheSameInNode() {
    assumeThat(NODE.resolve("node_modules")).isDirectory();
    assumeThat(DESCRIPTORS).isRegularFile();
    var settings =
        Map.of(
            "DESCRIPTORS",
            DESCRIPTORS.toString(),
            "USERS",
            "localhost:" + system.ports().user(),
            "INVENTORY",
            "localhost:" + system.ports().inventory(),
            "ORDERS",
            "localhost:" + system.ports().order(),
            "CLIENT_ID",
            CLIENT,
            "CLIENT_SECRET",
            secret,
            "OTHERS_SEAT",
            seats.get(CHANNELS));

    var ended = new Command(NODE, settings).run(List.of("node", "partner.mjs"));

    assertThat(ended.text().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("seats_unavailable: UNAVAILABLE_REASON_OTHER_CHANNEL"),
            line -> assertThat(line).startsWith("held: 2 seats until "),
            line ->
                assertThat(line)
                    .startsWith("order: ORDER_STATE_CONFIRMED PAYMENT_STATE_ON_ACCOUNT "),
            line -> assertThat(line).isEqualTo("again: the same order"),
            line -> assertThat(line).isEqualTo("another body: IDEMPOTENCY_KEY_REUSED"));
    assertThat(ended.code()).isZero();
  }

  @Test
  void sellsNothingThatItDoesNotHold() {
    var hold = "performances/" + performance.getPerformanceId() + "/holds/" + UUID.randomUUID();

    assertThat(reasonOf(() -> partner.order(PartnerProgram.sale(hold, "Ada", "ada@example.com"))))
        .isEqualTo("NOT_FOUND");
  }

  private PlaceHoldRequest named(int... positions) {
    var names = Arrays.stream(positions).mapToObj(seats::get).toList();
    return PartnerProgram.named(performance.getPerformanceId(), names);
  }

  private static String reasonOf(ThrowingCallable call) {
    return PartnerProgram.reason(catchThrowableOfType(StatusRuntimeException.class, call));
  }

  private List<String> rowOfAtLeast(int size) {
    var request =
        ListSeatMapRowsRequest.newBuilder().setSeatMapId(performance.getSeatMapId()).build();
    return PatientRpc.answer(
            () -> in(SeatMapServiceGrpc.newBlockingStub(inventory)).listSeatMapRows(request))
        .getRowsList()
        .stream()
        .filter(row -> row.getSeatsCount() >= size)
        .findFirst()
        .orElseThrow()
        .getSeatsList()
        .stream()
        .map(Seat::getSeatId)
        .toList();
  }

  private String createClient() {
    var admin = DemoData.signIn(edge, DemoData.ADMIN, DemoData.PASSWORD);
    var owner = edge.get("/v1/accounts/me", admin).ok().path("accountId").asString();
    var request =
        CreateClientRequest.newBuilder()
            .setRequestId(newId())
            .setClientId(CLIENT)
            .setDisplayName("Ticket Agency")
            .setOwnerId(owner)
            .addScopes("inventory.sell")
            .addScopes("orders.sell")
            .build();
    return PatientRpc.answer(
            () -> as(admin, ClientServiceGrpc.newBlockingStub(users)).createClient(request))
        .getClientSecret();
  }

  private String createChannel() {
    var request =
        CreateChannelRequest.newBuilder()
            .setRequestId(newId())
            .setOrganisationId(performance.getOrganisationId())
            .setDisplayName("Ticket Agency")
            .setClientId(CLIENT)
            .build();
    var organiser = system.people().organiserToken();
    return PatientRpc.answer(() ->
            as(organiser, ChannelServiceGrpc.newBlockingStub(inventory)).createChannel(request))
        .getChannel()
        .getChannelId();
  }

  private void allocate(String channel, List<String> seatIds) {
    var request =
        AllocateSeatsRequest.newBuilder()
            .setRequestId(newId())
            .setPerformanceId(performance.getPerformanceId())
            .setChannelId(channel)
            .setSeats(SeatSet.newBuilder().setSeats(NamedSeats.newBuilder().addAllSeatIds(seatIds)))
            .build();
    var organiser = system.people().organiserToken();
    var answer =
        PatientRpc.answer(() ->
            as(organiser, AllocationServiceGrpc.newBlockingStub(inventory)).allocateSeats(request));
    assertThat(answer.hasAllocated()).as("%s", answer).isTrue();
  }

  private static <S extends AbstractStub<S>> S as(String token, S stub) {
    return in(stub).withCallCredentials(new BearerToken(() -> token));
  }

  private static <S extends AbstractStub<S>> S in(S stub) {
    return stub.withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  private static ManagedChannel connect(int port) {
    return Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create()).build();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
