package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.EdgeClient.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What buyers meet when containers are killed or started again, with the constants of production.
@Tag("containers")
@ExtendWith(SharedContainers.class)
class ContainerFaultsTest {
  /// Definite refusals, and answers that leave it open; anything else is a bug.
  private static final List<Integer> ALLOWED = List.of(201, 202, 409, 503, 504);

  private static final int PEOPLE = 4;
  private static final int WARM = 60;

  private static final Operation HOLDS =
      new Operation("inventory-grpc", 19092, "boxoffice.inventory.v1.HoldService", "PlaceHold");
  private static final Operation ORDERS =
      new Operation("order-grpc", 19093, "boxoffice.order.v1.OrderService", "PlaceOrder");

  /// What people have done, and by whom.
  ///
  /// @param management where an instance shows its meters, inside its container
  private record Operation(String service, int management, String wireFace, String rpc) {

    boolean isCountedIn(String line) {
      return line.startsWith("grpc_server_seconds_count{")
          && Stream.of(
                  "grpc_status_code=\"OK\"",
                  "rpc_method=\"" + rpc + "\"",
                  "rpc_service=\"" + wireFace + "\"")
              .allMatch(line::contains);
    }
  }

  private final ContainerSystem system;
  private final Shop shop;

  ContainerFaultsTest(ContainerSystem system) {
    this.system = system;
    this.shop = system.shop();
  }

  @BeforeEach
  void sells() {
    Patience.await("a purchase", Shop.BOOT, this::buys, Shop::isConfirmed);
  }

  /// Whatever happened, nothing ended by itself: a container that outgrows its memory is started
  /// again so soon that it would look like a slow answer.
  @AfterEach
  void endedNothingElse() {
    system.compose("up", "--wait", "--no-recreate");
    assertThat(system.restarts()).containsOnly("0");
  }

  @Test
  void signsInManyAtOnceWithinItsMemory() throws InterruptedException, ExecutionException {
    try (var crowd = new Crowd(2 * PEOPLE, system::trySignIn)) {
      crowd.awaitMore(12);
      // 429: an address that tries too often
      assertThat(crowd.end()).extracting(Answer::status).isSubsetOf(201, 429, 503);
    }
  }

  @Test
  void holdsGoOnWhenOneOfThreeInventoriesIsKilled()
      throws InterruptedException, ExecutionException {
    system.compose("up", "--wait", "--no-recreate", "--scale", "inventory-grpc=3");

    // 409: a seat that an earlier fault left held
    assertThat(killed(HOLDS, 3, this::holdAndRelease))
        .extracting(Answer::status)
        .isSubsetOf(201, 409)
        .contains(201);
  }

  @Test
  void purchasesGoOnWhenOneOfTwoOrdersIsKilled() throws InterruptedException, ExecutionException {
    system.compose("up", "--wait", "--no-recreate", "--scale", "order-grpc=2");

    // 202: whose purchase the killed one had begun hears that it goes on
    assertThat(killed(ORDERS, 2, this::buys))
        .extracting(Answer::status)
        .isSubsetOf(201, 202)
        .contains(201);
  }

  /// Kills one of so many while people do something, and lets it come back. All have their share of
  /// it before, and are warm: the first calls of a new instance may take longer than they are
  /// given.
  ///
  /// @return what people were answered from then on, until it came back
  private List<Answer> killed(Operation operation, int count, Supplier<Answer> action)
      throws InterruptedException, ExecutionException {
    var instances = system.containers(operation.service());
    assertThat(instances).hasSize(count);
    List<Answer> answers;
    try (var crowd = new Crowd(PEOPLE, action)) {
      awaitShares(operation, instances, crowd);
      crowd.forget();
      system.docker("kill", instances.getFirst());
      crowd.awaitMore(WARM);
      answers = crowd.end();
    }
    system.docker("start", instances.getFirst());
    system.awaitHealthy(instances.getFirst());
    System.out.printf(
        "one of %d %s killed: %d answers%n", count, operation.service(), answers.size());
    return answers;
  }

  /// Waits until callers found every instance, and then for some more, of which none does less than
  /// half of what is fair.
  private void awaitShares(Operation operation, List<String> instances, Crowd crowd) {
    var first = done(operation, instances);
    var known =
        Patience.await(
            "calls to all of " + operation.service(),
            Shop.BOOT,
            () -> done(operation, instances),
            now -> minus(now, first).stream().allMatch(share -> share > 0));
    crowd.awaitMore(WARM);
    var shares = minus(done(operation, instances), known);

    var all = shares.stream().mapToLong(Long::longValue).sum();
    assertThat(all).isGreaterThanOrEqualTo(WARM / 2);
    assertThat(shares)
        .as("%s of each %s", operation.rpc(), operation.service())
        .allMatch(share -> share * instances.size() * 2 >= all);
    System.out.printf("%s of each %s: %s%n", operation.rpc(), operation.service(), shares);
  }

  private static List<Long> minus(List<Long> later, List<Long> earlier) {
    return IntStream.range(0, later.size()).mapToObj(i -> later.get(i) - earlier.get(i)).toList();
  }

  /// How often each instance says that it did that well.
  private List<Long> done(Operation operation, List<String> instances) {
    var meters = "http://127.0.0.1:" + operation.management() + "/actuator/prometheus";
    return instances.stream()
        .map(instance -> system.docker("exec", instance, "http-get", meters))
        .map(text -> text.lines().filter(operation::isCountedIn).toList())
        .map(lines -> lines.stream().mapToLong(ContainerFaultsTest::value).sum())
        .toList();
  }

  private static long value(String line) {
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void recoversWhenRedisIsStartedAgainR1() throws InterruptedException, ExecutionException {
    recoversFrom("redis", () -> system.compose("restart", "redis"));
  }

  @Test
  void recoversWhenPostgresIsStartedAgainP1() throws InterruptedException, ExecutionException {
    recoversFrom("postgres", () -> system.compose("restart", "postgres"));
  }

  @Test
  void recoversWhenPostgresWasKilledP1() throws InterruptedException, ExecutionException {
    recoversFrom(
        "postgres",
        () -> {
          system.compose("kill", "postgres");
          system.compose("start", "postgres");
        });
  }

  /// People go on trying meanwhile, so that breakers and pools are in the state that a rush leaves.
  private void recoversFrom(String store, Runnable fault)
      throws InterruptedException, ExecutionException {
    var token = shop.buyer();
    var bought = shop.buy(token);
    List<Answer> answers;
    try (var crowd = new Crowd(PEOPLE, this::holdAndRelease)) {
      crowd.awaitMore(8);
      fault.run();
      system.awaitHealthy(system.container(store));
      var back = System.nanoTime();
      // how long it may take, T_REC, is for a machine that does nothing else: read what is printed
      Patience.await("a hold", Shop.BOOT, this::holdAndRelease, hold -> hold.status() == 201);
      var held = ContainerSystem.since(back);
      Patience.await("a purchase", Shop.BOOT, this::buys, Shop::isConfirmed);
      System.out.printf(
          "%s back: first hold after %d ms, first purchase after %d ms%n",
          store, held.toMillis(), ContainerSystem.since(back).toMillis());
      answers = crowd.end();
    }

    assertThat(answers).extracting(Answer::status).isSubsetOf(ALLOWED);
    assertThat(shop.read(bought, token).ok().path("state").asString()).isEqualTo("CONFIRMED");
  }

  private Answer holdAndRelease() {
    var token = shop.buyer();
    var hold = shop.hold(token, shop.seat(), UUID.randomUUID().toString());
    if (hold.status() != 201) {
      return hold;
    }
    var release = shop.release(token, hold); // where it does not come through, the hold lapses
    return release.status() / 100 == 2 ? hold : release;
  }

  private Answer buys() {
    return shop.tryToBuy(shop.buyer());
  }
}
