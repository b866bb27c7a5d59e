package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.EdgeClient.Answer;
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
