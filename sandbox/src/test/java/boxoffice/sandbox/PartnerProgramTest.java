package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.wire.BearerToken;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
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

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private ManagedChannel users;
  private ManagedChannel inventory;
  private ManagedChannel orders;
  private Performance performance;

  /// Of one row: the first four are the channel's, the others everybody's.
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
    seats = rowOfAtLeast(8);
    secret = createClient();
    allocate(createChannel(), seats.subList(0, 4));
    partner = new PartnerProgram(users, inventory, CLIENT, secret);
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
        .isSubsetOf(seats.subList(0, 4));
    assertThat(partner.hold(request).getHeld()).isEqualTo(held);
    assertThat(
            reasonOf(() ->
                partner.hold(request.toBuilder().addAllSeats(named(3).getSeatsList()).build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    partner.release(held.getName());
  }

  @Test
  void isToldWhichSeatsAreNotItsOwn() {
    var refused = partner.hold(named(3, 4)).getSeatsUnavailable();

    assertThat(refused.getSeatsList())
        .containsExactly(
            UnavailableSeat.newBuilder()
                .setSeatId(seats.get(4))
                .setReason(UnavailableReason.UNAVAILABLE_REASON_OTHER_CHANNEL)
                .build());
    var own = partner.hold(named(3));
    assertThat(own.hasHeld()).isTrue();
    partner.release(own.getHeld().getName());
  }

  @Test
  void hearsWhyItGetsNoToken() {
    var stranger = new PartnerProgram(users, inventory, CLIENT, secret + "x");

    assertThat(reasonOf(stranger::performances)).isEqualTo("INVALID_CREDENTIALS");
  }

  /// When this fails, docs/partners has more to tell.
  @Test
  void cannotOrderYet() {
    var hold = partner.hold(named(0)).getHeld();
    var order =
        PlaceOrderRequest.newBuilder()
            .setRequestId(newId())
            .setHoldName(hold.getName())
            .setPaymentMethod("pm_card_visa")
            .build();

    assertThat(
            reasonOf(() ->
                as(clientToken(), OrderServiceGrpc.newBlockingStub(orders)).placeOrder(order)))
        .isEqualTo("FORBIDDEN");
    partner.release(hold.getName());
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

  private String clientToken() {
    var request =
        IssueClientTokenRequest.newBuilder()
            .setRequestId(newId())
            .setClientId(CLIENT)
            .setClientSecret(secret)
            .build();
    return PatientRpc.answer(
            () -> in(ClientTokenServiceGrpc.newBlockingStub(users)).issueClientToken(request))
        .getAccessToken();
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
