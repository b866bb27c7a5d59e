package boxoffice.order;

import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.Catalogue;
import boxoffice.inventory.InventoryApplication;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.Charges;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreateProductRequest;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.NewVariant;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ProductServiceGrpc;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.money.v1.Money;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.user.Insisting;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// A real inventory-grpc with one performance of 200 seats, each sold once by whoever asks for the
/// next ones.
final class SmallHouse implements AutoCloseable {
  static final int PRICE_MINOR = 4_250;
  private static final int ROWS = 10;
  private static final int SEATS_PER_ROW = 20;

  private final LocalRedis redis = LocalRedis.start(LocalRedis.Settings.temporary());
  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;
  private final Person organiser;
  private final Catalogue catalogue;
  private final String seatMap;
  private final String performanceId;
  private final List<String> seats;
  private final AtomicInteger next = new AtomicInteger();

  /// @param more settings of inventory-grpc, such as `--boxoffice.inventory.hold.margin=1s`
  SmallHouse(RunningUserGrpc user, String... more) {
    this.context =
        InventoryApplication.start(
            Stream.of(
                    Stream.of(more),
                    Stream.of(
                        "--server.port=0",
                        "--spring.grpc.server.port=0",
                        "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
                        "--spring.datasource.password=" + MigratedPostgres.inventoryGrpcPassword(),
                        "--boxoffice.inventory.redis.host=" + redis.host(),
                        "--boxoffice.inventory.redis.port=" + redis.port(),
                        "--boxoffice.inventory.redis.password=" + redis.password(),
                        "--boxoffice.channels.user.target=" + user.target()),
                    RunningUserGrpc.guardArguments().stream())
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    this.channel = Insisting.channel(port());
    this.organiser = user.organiser();
    this.catalogue = Catalogue.create(channel, organiser.accessToken());
    this.seatMap = importSeatMap(organiser, catalogue);
    this.performanceId = newPerformance();
    this.seats = seats(seatMap);
  }

  int port() {
    return context.getBean(GrpcServerLifecycle.class).getPort();
  }

  String performanceId() {
    return performanceId;
  }

  /// Where its holds live, for who breaks something there.
  LocalRedis redis() {
    return redis;
  }

  Channel channel() {
    return channel;
  }

  /// Of the organisation whose performances these are.
  Person organiser() {
    return organiser;
  }

  /// Holds so many seats that nobody had before.
  Hold hold(Person buyer, int count) {
    return hold(buyer, PlaceHoldRequest.newBuilder().addAllSeats(next(count)));
  }

  /// So many seats that nobody had before.
  List<SeatChoice> next(int count) {
    var first = next.getAndAdd(count);
    return choices(seats.subList(first, first + count));
  }

  /// Of the hall, whoever has them; the last twenty cost nothing.
  List<SeatChoice> seats(int first, int count) {
    return choices(seats.subList(first, first + count));
  }

  private static List<SeatChoice> choices(List<String> seatIds) {
    return seatIds.stream().map(s -> SeatChoice.newBuilder().setSeatId(s).build()).toList();
  }

  /// As soon as they are free: Redis hears a moment later than PostgreSQL that they are.
  Hold hold(Person buyer, List<String> seatIds) {
    var wanted = PlaceHoldRequest.newBuilder().addAllSeats(choices(seatIds));
    return Eventually.got(
        "held",
        () ->
            Optional.of(tryHold(buyer, performanceId, wanted))
                .filter(PlaceHoldResponse::hasHeld)
                .map(PlaceHoldResponse::getHeld));
  }

  /// Of this performance, and whatever else is wanted.
  Hold hold(Person buyer, PlaceHoldRequest.Builder wanted) {
    return hold(buyer, performanceId, wanted);
  }

  /// Of another performance in the same hall.
  Hold hold(Person buyer, String performance, PlaceHoldRequest.Builder wanted) {
    var response = tryHold(buyer, performance, wanted);
    if (!response.hasHeld()) {
      throw new AssertionError("not held: " + response);
    }
    return response.getHeld();
  }

  PlaceHoldResponse tryHold(Person buyer, String performance, PlaceHoldRequest.Builder wanted) {
    return holds(buyer)
        .placeHold(
            wanted
                .setRequestId(UUID.randomUUID().toString())
                .setPerformanceId(performance)
                .build());
  }

  void release(Person buyer, Hold hold) {
    var _ =
        holds(buyer)
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setName(hold.getName())
                    .build());
  }

  private HoldServiceBlockingStub holds(Person buyer) {
    return HoldServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .withCallCredentials(new BearerToken(buyer::accessToken));
  }

  private String importSeatMap(Person organiser, Catalogue catalogue) {
    var done = new CompletableFuture<String>();
    var upload =
        SeatMapServiceGrpc.newStub(channel)
            .withCallCredentials(new BearerToken(organiser::accessToken))
            .importSeatMap(new Answer(done));
    upload.onNext(
        ImportSeatMapRequest.newBuilder()
            .setHeader(
                SeatMapHeader.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setVenueId(catalogue.venueId())
                    .setPublished(true))
            .build());
    upload.onNext(
        ImportSeatMapRequest.newBuilder().setChunk(ByteString.copyFromUtf8(plan())).build());
    upload.onCompleted();
    return done.join();
  }

  /// Another one in the same hall.
  ///
  /// @return its id
  String newPerformance() {
    return newPerformance("EUR");
  }

  /// @param currency of all its prices
  String newPerformance(String currency) {
    var now = Instant.now();
    return PerformanceServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(new BearerToken(organiser::accessToken))
        .createPerformance(
            CreatePerformanceRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setDisplayName("A <small> evening")
                .setSeatMapId(seatMap)
                .setEventId(catalogue.eventId())
                .setState(PerformanceState.PERFORMANCE_STATE_OPEN)
                .setOrphansAllowed(true)
                .setOnSaleTime(WireTypes.timestamp(now.minus(Duration.ofHours(1))))
                .setOffSaleTime(WireTypes.timestamp(now.plus(Duration.ofDays(1))))
                .setStartTime(WireTypes.timestamp(now.plus(Duration.ofDays(2))))
                .addPrices(price("Stalls", PRICE_MINOR, currency))
                .addPrices(price("Guests", 0, currency))
                .build())
        .getPerformance()
        .getPerformanceId();
  }

  /// @return the sku of a product at 8.00 EUR
  String newProduct(int stock) {
    return newProduct(stock, Charges.getDefaultInstance());
  }

  String newProduct(int stock, Charges charges) {
    var sku = "programme-" + UUID.randomUUID();
    var _ =
        ProductServiceGrpc.newBlockingStub(channel)
            .withCallCredentials(new BearerToken(organiser::accessToken))
            .createProduct(
                CreateProductRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrganisationId(catalogue.organisationId())
                    .setDisplayName("Programme")
                    .setPublished(true)
                    .addVariants(
                        NewVariant.newBuilder()
                            .setSku(sku)
                            .setPrice(Money.newBuilder().setAmountMinor(800).setCurrency("EUR"))
                            .setCharges(charges)
                            .setStock(stock))
                    .build());
    return sku;
  }

  /// The last row costs nothing.
  List<String> freeOfCharge() {
    return seats.subList((ROWS - 1) * SEATS_PER_ROW, ROWS * SEATS_PER_ROW);
  }

  private List<String> seats(String seatMap) {
    var found = new ArrayList<String>();
    var rows =
        SeatMapServiceGrpc.newBlockingStub(channel)
            .listSeatMapRows(ListSeatMapRowsRequest.newBuilder().setSeatMapId(seatMap).build());
    rows.getRowsList().forEach(row -> row.getSeatsList().forEach(s -> found.add(s.getSeatId())));
    return List.copyOf(found);
  }

  private static CategoryPrice price(String category, long amountMinor, String currency) {
    return CategoryPrice.newBuilder()
        .setCategory(category)
        .setPrice(Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency))
        .build();
  }

  private static String plan() {
    var rows =
        IntStream.range(0, ROWS)
            .mapToObj(row ->
                """
                {"row_number": "%d", "position": {"x": 0, "y": %d}, "seats": [%s]}\
                """
                    .formatted(row + 1, row * 30, seatsOf(row)))
            .collect(Collectors.joining(","));
    return """
    {"name": "Small house", "categories": [{"name": "Stalls"}, {"name": "Guests"}],
     "zones": [{"name": "Floor", "position": {"x": 0, "y": 0}, "rows": [%s]}]}\
    """
        .formatted(rows);
  }

  private static String seatsOf(int row) {
    var category = row == ROWS - 1 ? "Guests" : "Stalls";
    return Stream.iterate(0, seat -> seat + 1)
        .limit(SEATS_PER_ROW)
        .map(seat ->
            """
            {"seat_guid": "house-%d-%d", "seat_number": "%d", "category": "%s",
             "position": {"x": %d, "y": 0}}\
            """
                .formatted(row, seat, seat + 1, category, seat * 20))
        .collect(Collectors.joining(","));
  }

  /// What the import came to.
  private record Answer(CompletableFuture<String> seatMapId)
      implements StreamObserver<ImportSeatMapResponse> {
    @Override
    public void onNext(ImportSeatMapResponse response) {
      seatMapId.complete(response.getSeatMap().getSeatMapId());
    }

    @Override
    public void onError(Throwable failure) {
      seatMapId.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }

  @Override
  public void close() {
    channel.shutdownNow();
    context.close();
    redis.close();
  }
}
