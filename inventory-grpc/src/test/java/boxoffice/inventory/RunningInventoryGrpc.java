package boxoffice.inventory;

import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.inventory.v1.ReservationServiceGrpc.ReservationServiceBlockingStub;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.money.v1.Money;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.user.Insisting;
import boxoffice.user.Patience;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// A real inventory-grpc on a port of its own, with [MigratedPostgres] and a Redis of its own, for
/// the tests of every service that needs halls and holds. It can be stopped and started again on
/// the same port and stores.
public final class RunningInventoryGrpc implements AutoCloseable {
  private static final Duration SALE = Duration.ofDays(30);
  private static final int LONGEST_ROW = 1_000;

  private final RunningUserGrpc users;
  private final LocalRedis redis;
  private final boolean ownsRedis;
  private final List<String> arguments = new ArrayList<>();
  private final int port;
  private final ManagedChannel channel;
  private final ManagedChannel once;
  private final Map<String, Catalogue> catalogues = new ConcurrentHashMap<>();
  private ConfigurableApplicationContext context;

  private RunningInventoryGrpc(
      RunningUserGrpc users, LocalRedis redis, boolean ownsRedis, List<String> more) {
    this.users = users;
    this.redis = redis;
    this.ownsRedis = ownsRedis;
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--spring.grpc.server.health.schedule.delay=100ms",
            "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
            "--spring.datasource.password=" + MigratedPostgres.inventoryGrpcPassword(),
            "--boxoffice.inventory.redis.port=" + redis.port(),
            "--boxoffice.inventory.redis.username=" + RedisRules.USER,
            "--boxoffice.inventory.redis.password=" + redis.password(),
            // a test that has written reads what it wrote
            "--boxoffice.inventory.availability.max-age=0s",
            // a test that breaks a pool meets it broken
            "--boxoffice.inventory.repair.every=1h",
            "--boxoffice.inventory.redis.timeout=5s",
            "--boxoffice.channels.user.deadline=10s",
            "--boxoffice.channels.user.target=" + users.target()));
    arguments.addAll(Patience.ofDatabase());
    arguments.addAll(RunningUserGrpc.guardArguments());
    RunningUserGrpc.replace(arguments, more);
    if (ownsRedis) {
      LookingAfter.pauseAll();
    }
    context = run(0);
    port = context.getBean(GrpcServerLifecycle.class).getPort();
    channel = Insisting.channel(port);
    once = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /// @param more arguments, in place of the usual ones, such as
  ///   `--boxoffice.inventory.hold.time-to-live=8s`
  public static RunningInventoryGrpc start(RunningUserGrpc users, String... more) {
    var redis =
        LocalRedis.start(
            LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text()));
    try {
      var inventory = new RunningInventoryGrpc(users, redis, true, Arrays.asList(more));
      LookingAfter.begin(inventory);
      return inventory;
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /// With its pools on a cluster that somebody else closes, of which it is told one master only.
  public static RunningInventoryGrpc on(
      LocalRedisCluster cluster, RunningUserGrpc users, String... more) {
    var first = cluster.masters().getFirst();
    var all = new ArrayList<>(Arrays.asList(more));
    all.add("--boxoffice.inventory.redis.nodes=" + first.host() + ":" + first.port());
    return new RunningInventoryGrpc(users, first, false, all);
  }

  /// A second process on the same stores, on a port of its own; closed before the first one.
  public RunningInventoryGrpc beside(String... more) {
    return new RunningInventoryGrpc(users, redis, false, Arrays.asList(more));
  }

  private ConfigurableApplicationContext run(int onPort) {
    var all = new ArrayList<>(arguments);
    all.add("--spring.grpc.server.port=" + onPort);
    return InventoryApplication.start(all.toArray(String[]::new));
  }

  /// The service alone; its stores go on.
  public void stop() {
    context.close();
  }

  /// On the same port again.
  public void startAgain() {
    context = run(port);
  }

  /// For the setting `boxoffice.channels.inventory.target`.
  public String target() {
    return "static://127.0.0.1:" + port;
  }

  /// Whose calls are repeated while they are answered by UNAVAILABLE.
  public Channel channel() {
    return channel;
  }

  /// Whose calls are made once, for whoever is to hear that something is away.
  public Channel once() {
    return once;
  }

  /// Does nothing by itself, such as looking after pools, until the answer is closed.
  public LookingAfter.Rest rest() {
    return LookingAfter.rest(context);
  }

  public LocalRedis redis() {
    return redis;
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public HoldServiceBlockingStub holds(String accessToken) {
    return HoldServiceGrpc.newBlockingStub(channel).withCallCredentials(bearer(accessToken));
  }

  public PerformanceServiceBlockingStub performances(String accessToken) {
    return PerformanceServiceGrpc.newBlockingStub(channel).withCallCredentials(bearer(accessToken));
  }

  public ReservationServiceBlockingStub reservations(String accessToken) {
    return ReservationServiceGrpc.newBlockingStub(channel).withCallCredentials(bearer(accessToken));
  }

  private static BearerToken bearer(String token) {
    return new BearerToken(() -> token);
  }

  /// What an organiser has here; made when it is first asked for.
  public Catalogue catalogue(String accessToken) {
    return catalogues.computeIfAbsent(accessToken, token -> Catalogue.create(channel, token));
  }

  /// A performance on sale, of a hall of its own with one row, at 25.00 EUR a seat.
  public Performance performance(int seats) {
    return performance(seats, 10, 10);
  }

  public Performance performance(int seats, int perHold, int perBuyer) {
    var organiser = users.organiser().accessToken();
    var seatMap = importSeatMap(organiser, UUID.randomUUID(), plan(seats));
    var now = Instant.now();
    return performances(organiser)
        .createPerformance(
            CreatePerformanceRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setDisplayName("Test Performance")
                .setSeatMapId(seatMap.getSeatMapId())
                .setEventId(catalogue(organiser).eventId())
                .setState(PerformanceState.PERFORMANCE_STATE_OPEN)
                .setOrphansAllowed(true)
                .setOnSaleTime(WireTypes.timestamp(now.minus(Duration.ofHours(1))))
                .setOffSaleTime(WireTypes.timestamp(now.plus(SALE)))
                .setStartTime(WireTypes.timestamp(now.plus(SALE)))
                .addPrices(
                    CategoryPrice.newBuilder()
                        .setCategory("Stalls")
                        .setPrice(Money.newBuilder().setAmountMinor(2500).setCurrency("EUR")))
                .setSeatsPerHold(perHold)
                .setSeatsPerBuyer(perBuyer)
                .build())
        .getPerformance();
  }

  /// The plan of a hall with one row, or with rows of 1 000 seats.
  public static String plan(int seats) {
    var rows =
        IntStream.rangeClosed(0, (seats - 1) / LONGEST_ROW)
            .mapToObj(row ->
                """
                {"row_number":"%s","seats":[%s]}\
                """
                    .formatted(
                        "A" + (row == 0 ? "" : row),
                        seats(
                            row * LONGEST_ROW, Math.min((row + 1) * LONGEST_ROW, seats), row * 25)))
            .collect(Collectors.joining(","));
    return """
    {"name":"Test Hall","categories":[{"name":"Stalls"}],
     "zones":[{"name":"Stalls","rows":[%s]}]}\
    """
        .formatted(rows);
  }

  private static String seats(int from, int to, int y) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            """
            {"seat_guid":"%s","seat_number":"%d","position":{"x":%d,"y":%d},"category":"Stalls"}\
            """
                .formatted("seat-" + i, i + 1, (i - from) * 25, y))
        .collect(Collectors.joining(","));
  }

  public SeatMap importSeatMap(String accessToken, UUID requestId, String plan) {
    return importSeatMap(accessToken, requestId, plan, true);
  }

  public SeatMap importSeatMap(String accessToken, UUID requestId, String plan, boolean published) {
    var answer = new CompletableFuture<SeatMap>();
    var upload =
        SeatMapServiceGrpc.newStub(channel)
            .withCallCredentials(bearer(accessToken))
            .importSeatMap(new Answer(answer));
    upload.onNext(
        ImportSeatMapRequest.newBuilder()
            .setHeader(
                SeatMapHeader.newBuilder()
                    .setRequestId(requestId.toString())
                    .setVenueId(catalogue(accessToken).venueId())
                    .setPublished(published))
            .build());
    var file = plan.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < file.length; from += 65_536) {
      upload.onNext(
          ImportSeatMapRequest.newBuilder()
              .setChunk(ByteString.copyFrom(file, from, Math.min(65_536, file.length - from)))
              .build());
    }
    upload.onCompleted();
    return answer.join();
  }

  private record Answer(CompletableFuture<SeatMap> seatMap)
      implements StreamObserver<ImportSeatMapResponse> {
    @Override
    public void onNext(ImportSeatMapResponse response) {
      seatMap.complete(response.getSeatMap());
    }

    @Override
    public void onError(Throwable failure) {
      seatMap.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }

  /// The ids of a performance's seats, by ordinal (of the first 100 rows).
  public List<String> seatIds(Performance performance) {
    return SeatMapServiceGrpc.newBlockingStub(channel)
        .listSeatMapRows(
            ListSeatMapRowsRequest.newBuilder()
                .setSeatMapId(performance.getSeatMapId())
                .setPageSize(100)
                .build())
        .getRowsList()
        .stream()
        .flatMap(row -> row.getSeatsList().stream())
        .map(Seat::getSeatId)
        .toList();
  }

  /// Holds seats, by ordinal, under a new request id.
  public PlaceHoldResponse hold(String accessToken, Performance performance, int... ordinals) {
    return hold(accessToken, UUID.randomUUID(), performance, ordinals);
  }

  public PlaceHoldResponse hold(
      String accessToken, UUID requestId, Performance performance, int... ordinals) {
    return holds(accessToken).placeHold(holdRequest(requestId, performance, ordinals));
  }

  public PlaceHoldRequest holdRequest(UUID requestId, Performance performance, int... ordinals) {
    var ids = seatIds(performance);
    return PlaceHoldRequest.newBuilder()
        .setRequestId(requestId.toString())
        .setPerformanceId(performance.getPerformanceId())
        .addAllSeats(
            IntStream.of(ordinals)
                .mapToObj(i -> SeatChoice.newBuilder().setSeatId(ids.get(i)).build())
                .toList())
        .build();
  }

  /// What order-grpc asks for an order that may be paid for so long.
  public static ReserveSeatsRequest reserveRequest(
      UUID order, String hold, Person buyer, Duration lasts) {
    return ReserveSeatsRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrderId(order.toString())
        .setHoldName(hold)
        .setBuyerId(buyer.accountId().toString())
        .setPaymentExpireTime(WireTypes.timestamp(Instant.now().plus(lasts)))
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    once.shutdownNow();
    context.close();
    if (ownsRedis) {
      LookingAfter.end(this);
      redis.close();
    }
  }
}
