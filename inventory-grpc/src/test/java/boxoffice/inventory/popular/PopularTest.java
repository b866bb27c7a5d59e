package boxoffice.inventory.popular;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.ListPopularPerformancesRequest;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PopularPerformance;
import boxoffice.inventory.v1.PopularityServiceGrpc;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.WireTypes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
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

/// What is popular, over the wire.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PopularTest {
  private static final String SLOW = "--boxoffice.inventory.popular.shortest=60s";
  private static final String SLOWEST = "--boxoffice.inventory.popular.longest=60s";
  private static final String PATIENT = "--boxoffice.inventory.popular.making=30s";

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Person ada;

  @BeforeAll
  void start() {
    users = RunningUserGrpc.start();
    // nothing fades while a test counts
    inventory = RunningInventoryGrpc.start(users, "--boxoffice.inventory.popular.half-life=365d");
    truth = new Truth();
    ada = users.person("buyer");
  }

  @AfterAll
  void stop() {
    truth.close();
    inventory.close();
    users.close();
  }

  @Test
  void makesOneRankingForAThousandReadersOfTwoProcesses()
      throws InterruptedException, ExecutionException {
    try (var first = RunningInventoryGrpc.start(users, SLOW, SLOWEST, PATIENT);
        var second = first.beside(SLOW, SLOWEST, PATIENT)) {
      var performance = first.performance(2);
      var readers =
          IntStream.range(0, 1_000)
              .<Callable<ListPopularPerformancesResponse>>mapToObj(
                  i -> () -> popular(i % 2 == 0 ? first : second))
              .toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var answer : threads.invokeAll(readers)) {
          assertThat(answer.get().getPerformancesList()).isNotEmpty();
        }
      }

      assertThat(made(first) + made(second)).isEqualTo(1);
      assertThat(performance.getPerformanceId()).isNotEmpty();
    }
  }

  @Test
  void showsAFlood() {
    var quiet = inventory.performance(2);
    view(quiet, 3);
    Eventually.is("it is ranked", () -> weight(quiet) > 0);
    var flooded = inventory.performance(2);

    var start = System.nanoTime();
    view(flooded, 200);
    Eventually.is("the flood is seen", () -> isFirst(flooded));

    var passed = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("MEASURED a flood shows after %d ms%n", passed.toMillis());
    Eventually.is("all of it is counted", () -> weight(flooded) > 195);
    assertThat(weight(flooded)).isLessThan(200.1);
  }

  @Test
  void weighsHoldsAndBookings() {
    var performance = inventory.performance(4);

    var hold = inventory.hold(ada.accessToken(), performance, 1).getHeld().getName();
    Eventually.is("the hold is seen", () -> weight(performance) > 4.9);
    assertThat(weight(performance)).isLessThan(5.1);
    book(hold, performance);

    Eventually.is("the booking is seen", () -> weight(performance) > 24.5);
    assertThat(weight(performance)).isLessThan(25.1);
  }

  @Test
  void neverShowsDraftsAndCancelledOnes() {
    for (var state : List.of("DRAFT", "CANCELLED")) {
      var performance = inventory.performance(2);
      view(performance, 50);
      Eventually.is("it is ranked", () -> weight(performance) > 40);
      truth.execute(
          "update inventory.performance set state = '%s' where performance_id = '%s'"
              .formatted(state, performance.getPerformanceId()));

      Eventually.is(state + " is gone", () -> find(performance).findAny().isEmpty());
    }
  }

  @Test
  void listsTheSoonestWhereNothingIsPopularYetAndAnswersWithoutRedis() throws Exception {
    try (var alone = RunningInventoryGrpc.start(users)) {
      var performance = alone.performance(2);
      var ranked = popular(alone);
      assertThat(ranked.getPerformancesList()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
      assertThat(ranked.getPerformancesList())
          .extracting(popular -> popular.getPerformance().getStartTime().getSeconds())
          .isSorted();
      assertThat(performance.getPerformanceId()).isNotEmpty();

      alone.redis().kill();
      try (var late = alone.beside()) {
        assertThat(popular(alone).getPerformancesList()).isNotEmpty();
        assertThat(popular(late).getPerformancesList())
            .isNotEmpty()
            .allMatch(popular -> popular.getWeight() == 0);
      } finally {
        alone.redis().restart();
      }
    }
  }

  @Test
  void answersAsManyAsAskedFor() {
    inventory.performance(2);
    inventory.performance(2);

    assertThat(ask(inventory, 1).getPerformancesList()).hasSize(1);
    assertThat(ask(inventory, 0).getPerformancesList()).hasSizeBetween(1, 10);
    assertThat(ask(inventory, 1_000_000).getPerformancesList()).hasSizeBetween(1, 50);
  }

  private void view(Performance performance, int times) {
    for (int i = 0; i < times; i++) {
      var _ =
          inventory
              .performances(ada.accessToken())
              .getPerformance(
                  GetPerformanceRequest.newBuilder()
                      .setPerformanceId(performance.getPerformanceId())
                      .build());
    }
  }

  private void book(String hold, Performance performance) {
    var orders = inventory.reservations(users.clientToken());
    var order = UUID.randomUUID().toString();
    var _ =
        orders.reserveSeats(
            ReserveSeatsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrderId(order)
                .setHoldName(hold)
                .setBuyerId(ada.accountId().toString())
                .setPaymentExpireTime(WireTypes.timestamp(Instant.now().plusSeconds(900)))
                .build());
    var _ =
        orders.bookSeats(
            BookSeatsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrderId(order)
                .setPerformanceId(performance.getPerformanceId())
                .build());
  }

  private boolean isFirst(Performance performance) {
    return popular(inventory)
        .getPerformances(0)
        .getPerformance()
        .getPerformanceId()
        .equals(performance.getPerformanceId());
  }

  /// 0 where it is not listed.
  private double weight(Performance performance) {
    return find(performance).mapToDouble(PopularPerformance::getWeight).findFirst().orElse(0);
  }

  private Stream<PopularPerformance> find(Performance performance) {
    return popular(inventory).getPerformancesList().stream()
        .filter(popular ->
            popular.getPerformance().getPerformanceId().equals(performance.getPerformanceId()));
  }

  private static ListPopularPerformancesResponse popular(RunningInventoryGrpc service) {
    return ask(service, 50);
  }

  private static ListPopularPerformancesResponse ask(RunningInventoryGrpc service, int size) {
    return PopularityServiceGrpc.newBlockingStub(service.channel())
        .listPopularPerformances(
            ListPopularPerformancesRequest.newBuilder().setPageSize(size).build());
  }

  private static long made(RunningInventoryGrpc service) {
    return (long)
        service
            .context()
            .getBean(MeterRegistry.class)
            .get("boxoffice.popular.rankings")
            .counter()
            .count();
  }
}
