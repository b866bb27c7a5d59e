package boxoffice.guard.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.Await;
import boxoffice.guard.denylist.DenylistFollower.Witness;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.RealRedis;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.RestoreParams;

/// A process follows the list while Redis does everything that a Redis can do (row J16). Each test
/// has a Redis of its own and mostly waits, so they wait beside each other.
@Execution(ExecutionMode.CONCURRENT)
class DenylistReaderTest {
  private static final String HEAD = "{denylist}:head";
  private static final String LOG = "{denylist}:log";

  /// A revoked token is refused everywhere by then.
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final DenylistSettings SETTINGS =
      new DenylistSettings(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(3));

  private final RealRedis redis = RealRedis.start();
  private final GuardRedis guardRedis = redis.reader();
  private final ScriptedSource source = new ScriptedSource();
  private final Publisher publisher = new Publisher(redis, source);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Denylist list = new Denylist(SETTINGS.maxAge(), System::nanoTime);
  private final DenylistReader reader =
      new DenylistReader(list, source, new DenylistTail(guardRedis), SETTINGS, Clock.systemUTC());

  @BeforeEach
  void start() {
    source.revoke("first");
    source.revoke("second");
    source.revoke("third");
    reader.measure(meters);
    reader.start();
    assertThat(refuses("first") && refuses("second") && refuses("third")).isTrue();
    awaitFollowing();
  }

  @AfterEach
  void stop() {
    reader.stop();
    publisher.close();
    guardRedis.close();
    redis.process().resume();
    redis.close();
  }

  @Test
  void followsRedisWithoutAskingTheSource() {
    var asked = source.asked();
    assertRefusedInTime();
    assertRefusedInTime();

    assertThat(source.asked()).isEqualTo(asked);
    assertThat(gauge("boxoffice.denylist.entries")).isEqualTo(5);
    assertThat(gauge("boxoffice.denylist.age")).isBetween(0.0, 2.0);
    assertThat(meters.get("boxoffice.denylist.questions").functionCounter().count())
        .isEqualTo(asked);
  }

  @Test
  void j16AsksTheSourceAfterFlushall() {
    publisher.pause();
    try (var owner = redis.owner()) {
      owner.flushAll();
    }
    assertRefusedInTime();
    assertThat(refuses("first")).isTrue();

    publisher.resume();
    awaitFollowing();
    assertRefusedInTime();
  }

  @Test
  void doesNotBelieveARestartedRedisBeforeItAskedTheSource() {
    publisher.onlyBeat();
    var asked = source.asked();
    redis.process().restart();
    source.revoke("while it was away");
    Await.until(() -> refuses("while it was away"));
    assertThat(source.asked()).isGreaterThan(asked);

    publisher.resume();
    awaitFollowing();
  }

  @Test
  void doesNotBelieveARedisThatWasSetBack() {
    byte[] head;
    byte[] log;
    publisher.pause();
    try (var owner = redis.owner()) {
      head = owner.dump(HEAD);
      log = owner.dump(LOG);
    }
    publisher.resume();
    assertRefusedInTime();
    publisher.onlyBeat();
    try (var owner = redis.owner()) {
      owner.restore(HEAD, 0, head, RestoreParams.restoreParams().replace());
      owner.restore(LOG, 0, log, RestoreParams.restoreParams().replace());
    }

    assertRefusedInTime();
    assertThat(list.size()).isEqualTo(5);
    publisher.resume();
    awaitFollowing();
  }

  @Test
  void j16AsksTheSourceWhileRedisIsDown() {
    redis.process().kill();
    assertRefusedInTime();

    redis.process().restart();
    awaitFollowing();
    assertRefusedInTime();
  }

  @Test
  void j16AsksTheSourceWhileRedisIsFrozen() {
    redis.process().pause();
    assertRefusedInTime();
    assertAnswersFor(BOUND.multipliedBy(2));

    redis.process().resume();
    awaitFollowing();
  }

  @Test
  void asksTheSourceWhenNobodyWritesToRedis() {
    publisher.pause();
    assertRefusedInTime();
    assertAnswersFor(BOUND);
  }

  @Test
  void k21BelievesRedisWhileTheSourceIsAway() {
    source.setAway(true);
    assertRefusedInTime();

    publisher.pause();
    assertAnswersFor(BOUND.multipliedBy(2));
  }

  @Test
  void refusesToAnswerWithoutBothAndAnswersAgain() {
    source.setAway(true);
    redis.process().kill();
    assertStaleInTime();

    source.setAway(false);
    Await.until(this::answers);
    assertRefusedInTime();
  }

  @Test
  void doesNotBelieveAnotherServerWhileTheSourceIsAway() {
    source.setAway(true);
    redis.process().restart();
    assertStaleInTime();
  }

  @Test
  void asksTheSourceAboutAnEntryThatWasLost() {
    publisher.onlyBeat();
    source.revoke("fourth");
    try (var owner = redis.owner()) {
      // its place is taken by the next one, which the head does not know yet
      var next = Map.of("id", "fifth", "not_before", "1", "expires", "4000000000");
      owner.xadd(LOG, new StreamEntryID(1, 5), next);
      owner.hset(HEAD, "number", "4");
    }
    Await.within(BOUND, () -> refuses("fourth"));
  }

  @Test
  void asksTheSourceAboutAHeadWithoutItsEntry() {
    publisher.onlyBeat();
    source.revoke("fourth");
    source.revoke("fifth");
    try (var owner = redis.owner()) {
      owner.hset(HEAD, "number", "4");
    }
    Await.within(BOUND, () -> refuses("fourth") && refuses("fifth"));
  }

  @Test
  void doesNotBelieveAHeadOfAnotherEpoch() {
    publisher.onlyBeat();
    try (var owner = redis.owner()) {
      owner.hset(HEAD, "epoch", "2");
    }
    assertRefusedInTime();
  }

  @Test
  void takesTheListOfAnotherEpochAndKeepsWhatItKnows() {
    publisher.pause();
    source.startAnew(2);
    source.revoke("of the second epoch");
    publisher.resume();

    Await.within(BOUND, () -> refuses("of the second epoch"));
    awaitFollowing();
    assertRefusedInTime();
    assertThat(refuses("first")).isTrue();
  }

  @Test
  void learnsWhatTookThePlaceOfLostCommits() {
    publisher.pause();
    source.forgetLast();
    source.forgetLast();
    source.revoke("in place of the second");
    publisher.resume();

    Await.within(BOUND, () -> refuses("in place of the second"));
    assertThat(refuses("second") && refuses("third")).isTrue();
  }

  @Test
  void asksTheSourceWhenRedisHoldsNonsense() {
    publisher.onlyBeat();
    try (var owner = redis.owner()) {
      owner.hset(HEAD, "number", "many");
    }
    assertRefusedInTime();
  }

  /// A new revocation is known in time, however it comes.
  private void assertRefusedInTime() {
    var id = UUID.randomUUID().toString();
    source.revoke(id);
    Await.within(BOUND, () -> refuses(id));
  }

  private void assertStaleInTime() {
    Await.within(BOUND.plusMillis(500), () -> !answers());
  }

  private void assertAnswersFor(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    Await.until(() -> {
      assertThat(answers()).isTrue();
      return System.nanoTime() > end;
    });
  }

  private void awaitFollowing() {
    Await.until(() -> reader.witness() == Witness.REDIS);
  }

  private boolean refuses(String id) {
    try {
      return list.refuses(id, null, 1);
    } catch (WireException e) {
      return false;
    }
  }

  private boolean answers() {
    try {
      return !list.refuses("nobody", null, 1);
    } catch (WireException e) {
      return false;
    }
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
