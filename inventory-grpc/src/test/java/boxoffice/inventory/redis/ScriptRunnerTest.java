package boxoffice.inventory.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.Together;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/// Many calls at once on a Redis that is slow to begin with, breaks, freezes, forgets.
class ScriptRunnerTest {
  private static final LuaScript ADD =
      LuaScript.ofSource("add", "return {redis.call('INCRBY', KEYS[1], ARGV[1])}");
  private static final String ANSWERED = "ANSWERED";
  private static final String UNKNOWN = ErrorReason.OUTCOME_UNKNOWN.name();
  private static final String AWAY = ErrorReason.INVENTORY_UNAVAILABLE.name();
  private static final String OVERLOADED = ErrorReason.OVERLOADED.name();

  private LocalRedis server;
  private RunnerForTests redis;

  @BeforeEach
  void start() {
    server = LocalRedis.start(LocalRedis.Settings.temporary());
    redis = new RunnerForTests(server, "default");
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void answersFourHundredAtOnceOnAColdStart() throws Exception {
    var calls = IntStream.range(0, 400).<Callable<Long>>mapToObj(_ -> () -> add("1")).toList();

    var answers = Together.all(calls);

    assertThat(answers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 400).mapToObj(i -> (long) i).toList());
    assertThat(redis.batches().totalAmount()).isGreaterThanOrEqualTo(400);
    assertThat(redis.batches().count()).isLessThan(200);
    assertThat(connections()).isLessThanOrEqualTo(4);
  }

  @Test
  void givesAnErrorToTheCallThatMadeItAlone() throws Exception {
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < 200; i++) {
      var amount = i % 10 == 0 ? "nothing" : "1";
      calls.add(() -> {
        try {
          var _ = add(amount);
          return "added";
        } catch (JedisDataException e) {
          return "refused";
        }
      });
    }

    var answers = Together.all(calls);

    for (int i = 0; i < 200; i++) {
      assertThat(answers.get(i)).isEqualTo(i % 10 == 0 ? "refused" : "added");
    }
    assertThat(add("1")).isEqualTo(181);
  }

  @Test
  void loadsScriptsThatRedisHasForgottenWithoutAnybodySeeingItR10() throws Exception {
    var calls = new ArrayList<Callable<Long>>();
    for (int i = 0; i < 300; i++) {
      var forgets = i % 50 == 49;
      calls.add(() -> {
        if (forgets) {
          try (var admin = admin()) {
            admin.scriptFlush();
          }
        }
        return add("1");
      });
    }

    assertThat(Together.all(calls)).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void letsNobodyWaitForAFrozenRedisAndComesBackR7() {
    try (var impatient = new RunnerForTests(server, "default", 4, 2000)) {
      Eventually.is("it answers", () -> outcome(impatient).equals(ANSWERED));
      server.pause();
      try {
        assertThat(outcomes(impatient, 100)).contains(UNKNOWN);
        for (int round = 0; round < 3; round++) {
          assertThat(outcomes(impatient, 100)).isSubsetOf(UNKNOWN, AWAY, OVERLOADED);
        }
      } finally {
        server.resume();
      }

      Eventually.is("all are answered", () -> outcomes(impatient, 100).equals(Set.of(ANSWERED)));
      Eventually.is("no more connections than it may have", () -> connections() <= 4);
    }
  }

  @Test
  void goesOnAfterARestartOnConnectionsThatLayIdleR1() {
    assertThat(outcomes(redis, 50)).containsOnly(ANSWERED);
    server.restart();

    assertThat(outcomes(redis, 50)).containsOnly(ANSWERED);
  }

  @Test
  void saysAtOnceThatRedisIsAway() {
    server.kill();
    Eventually.is("nothing is open any more", () -> outcome(redis).equals(AWAY));

    assertThat(outcomes(redis, 50)).containsOnly(AWAY);

    server.restart();
    Eventually.is("it answers", () -> outcome(redis).equals(ANSWERED));
  }

  /// While Redis has answered lately: OVERLOADED, which no breaker counts.
  @Test
  void withdrawsWhatCouldNotBeSentInTime() throws Exception {
    // whoever waits gives up after four fifths of it, and then the first is still waited for
    try (var narrow = new RunnerForTests(server, "default", 1, 2000, Duration.ofSeconds(10))) {
      assertThat(outcome(narrow)).isEqualTo(ANSWERED);
      var before = narrow.batches().count();
      server.pause();
      var first = CompletableFuture.supplyAsync(() -> outcome(narrow));
      Eventually.is("the first is on its way", () -> narrow.batches().count() > before);

      var reasons = outcomes(narrow, 20);

      server.resume();
      assertThat(reasons).containsOnly(OVERLOADED);
      assertThat(first.get()).isEqualTo(ANSWERED);
      assertThat(outcome(narrow)).isEqualTo(ANSWERED);
    } finally {
      server.resume();
    }
  }

  @Test
  void queuesNoMoreThanItMay() throws Exception {
    try (var narrow = new RunnerForTests(server, "default", 1, 10, Duration.ofSeconds(5))) {
      var reads =
          IntStream.range(0, 11)
              .mapToObj(_ -> new CommandArguments(Command.GET).key("key"))
              .toList();

      assertThatThrownBy(() -> narrow.runner().readTogether(reads))
          .isInstanceOfSatisfying(
              WireException.class,
              refused -> assertThat(refused.reason()).isEqualTo(ErrorReason.OVERLOADED));
      assertThat(narrow.runner().readTogether(reads.subList(0, 10)))
          .hasSize(10)
          .containsOnlyNulls();
    }
  }

  /// Of so many calls at once.
  private static Set<String> outcomes(RunnerForTests runner, int calls) {
    try {
      return Set.copyOf(
          Together.all(Collections.<Callable<String>>nCopies(calls, () -> outcome(runner))));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private long add(String amount) {
    return (long) run(redis, ADD, amount).getFirst();
  }

  private static String outcome(RunnerForTests redis) {
    try {
      var _ = run(redis, ADD, "1");
      return ANSWERED;
    } catch (WireException e) {
      return e.reason().name();
    }
  }

  private static List<?> run(RunnerForTests redis, LuaScript script, String argument) {
    return redis.runner().run(script, List.of(bytes("{p:1}:key")), List.of(bytes(argument)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long connections() {
    try (var admin = admin()) {
      return admin.clientList().lines().filter(line -> line.contains("name=tests")).count();
    }
  }

  private Jedis admin() {
    return new Jedis(
        new HostAndPort(server.host(), server.port()),
        DefaultJedisClientConfig.builder().password(server.password()).build());
  }
}
