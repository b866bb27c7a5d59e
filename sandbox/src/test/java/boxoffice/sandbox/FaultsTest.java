package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.EdgeClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What buyers meet when processes are killed or frozen, with the constants of tests.
@Tag("faults")
@ExtendWith(SharedHurtSystem.class)
class FaultsTest {
  /// Definite refusals, and answers that leave it open; anything else is a bug.
  private static final List<Integer> ALLOWED = List.of(201, 409, 503, 504);

  private final HurtSystem system;

  FaultsTest(HurtSystem system) {
    this.system = system;
  }

  @Test
  void holdsGoOnWhenOneInventoryIsKilled() throws InterruptedException, ExecutionException {
    List<Answer> answers;
    try (var crowd = new Crowd(4, this::tryToHold)) {
      crowd.awaitMore(20);
      system.process("inventory-1", "kill");
      crowd.awaitMore(20);
      system.process("inventory-1", "restart");
      crowd.awaitMore(20);
      answers = crowd.end();
    }

    assertThat(answers).extracting(Answer::status).isSubsetOf(ALLOWED);
    servesAlone("inventory-1", "inventory-2");
    servesAlone("inventory-2", "inventory-1");
  }

  private void servesAlone(String one, String other) {
    system.link("edge", other, "cut");
    // the breaker may have opened meanwhile, and the one that is left may be cold
    Patience.await("a hold", HurtSystem.BOOT, this::tryToHold, hold -> hold.status() == 201);
    system.link("edge", other, "heal");
    assertThat(system.state(one)).isEqualTo("RUNNING");
  }

  private void awaitHold() {
    Patience.await("a hold", HurtSystem.RECOVERY, this::tryToHold, hold -> hold.status() == 201);
  }

  private Answer tryToHold() {
    return system.hold(system.buyer(), system.seat(), UUID.randomUUID().toString());
  }

  @Test
  void refusesHoldsWhileRedisIsFrozenAndRecoversR7() {
    awaitHold();
    system.process("redis", "stop");
    assertThat(system.state("redis")).isEqualTo("STOPPED");
    var frozen = new ArrayList<Integer>();
    for (int i = 0; i < 6; i++) {
      frozen.add(tryToHold().status());
    }
    system.process("redis", "continue");

    awaitHold();
    assertThat(frozen).isSubsetOf(503, 504);
  }

  @Test
  void losesNoAcknowledgedOrderWhenPostgresIsKilledP1() {
    var token = system.buyer();
    var bought = system.buy(token);
    var hold =
        Patience.await(
            "a hold",
            () -> system.hold(token, system.seat(), UUID.randomUUID().toString()),
            answer -> answer.status() == 201);
    system.process("postgres", "kill");
    var away = new ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      away.add(system.order(token, hold, "order-" + i).status());
      away.add(system.read(bought, token).status());
    }
    system.process("postgres", "restart");

    var read =
        Patience.await(
            "the order",
            HurtSystem.RECOVERY,
            () -> system.read(bought, token),
            answer -> answer.status() == 200);
    assertThat(read.ok().path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(system.buy(system.buyer())).isNotEmpty();
    assertThat(away).isSubsetOf(503, 504).contains(503);
  }

  @Test
  void finishesAnOrderWhoseWorkerWasKilledBeforeItHeardOfThePaymentK8()
      throws InterruptedException, ExecutionException {
    var token = system.buyer();
    var hold =
        Patience.await(
            "a hold",
            () -> system.hold(token, system.seat(), UUID.randomUUID().toString()),
            answer -> answer.status() == 201);
    var before = system.charges().size();
    system.link("edge", "order-2", "cut");
    system.link("order", "provider", "latency?millis=400");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = threads.submit(() -> system.order(token, hold, "one-order"));
      Patience.await("the charge", () -> system.charges().size(), charges -> charges > before);
      // the provider's answer is on its way
      system.link("order", "provider", "silence?direction=TO_CLIENT");
      system.process("order-1", "kill");
      system.link("order", "provider", "reset");
      system.link("order", "provider", "heal");
      system.link("edge", "order-2", "heal");
      assertThat(answer.get().status()).isIn(202, 503, 504);
    }

    var order =
        Patience.await(
            "the order's end",
            Duration.ofSeconds(30),
            () -> onlyOrder(token),
            found -> found.path("state").asString().equals("CONFIRMED"));
    var id = order.path("orderId").asString();
    assertThat(system.charges()).filteredOn(entry -> id.equals(entry.order())).hasSize(1);
    assertThat(system.state("order-1")).isEqualTo("GONE");
  }

  private JsonNode onlyOrder(String token) {
    var answer = system.edge().get("/v1/orders", token);
    return answer.status() == 200 ? answer.ok().path("orders").path(0) : MissingNode.getInstance();
  }

  @Test
  void servesAgainAfterEverythingWasKilledAtOnceK20()
      throws InterruptedException, ExecutionException {
    var token = system.buyer();
    var bought = system.buy(token);
    var names =
        StreamSupport.stream(system.processes().spliterator(), false)
            .map(process -> process.path("name").asString())
            .filter(name -> !name.equals("sandbox"))
            .toList();
    together(names, "kill");
    assertThat(names).allMatch(name -> system.state(name).equals("GONE"));

    together(List.of("postgres", "redis"), "restart");
    together(names.stream().filter(name -> !name.matches("postgres|redis")).toList(), "restart");

    assertThat(names).allMatch(name -> system.state(name).equals("RUNNING"));
    var read =
        Patience.await(
            "the order",
            HurtSystem.BOOT,
            () -> system.read(bought, token),
            answer -> answer.status() == 200);
    assertThat(read.ok().path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(system.buy(system.buyer())).isNotEmpty();
  }

  private void together(List<String> names, String action)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      names.forEach(name -> all.add(threads.submit(() -> system.process(name, action))));
      for (var each : all) {
        each.get();
      }
    }
  }
}
