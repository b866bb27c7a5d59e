package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import boxoffice.parts.redis.LocalRedis;
import boxoffice.user.revocation.Revocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The denylist in Redis, whatever happens to that Redis (rows A1 and R15 as far as user-grpc
/// goes).
class PublishDenylistTest {
  /// What everybody is promised (T_REV), with some patience for a busy machine.
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static LocalRedis redis;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static PublishedDenylist published;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static DenylistCalls denylist;

  @BeforeAll
  static void start() {
    redis = PublishedDenylist.start(new LocalRedis.Settings(folder, 0, null));
    published = new PublishedDenylist(redis);
    user = RunningUserGrpc.start(PublishedDenylist.arguments(redis));
    denylist = new DenylistCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
    redis.close();
  }

  @Test
  void publishesAtOnceWhatIsCommitted() {
    awaitPublished();
    var session = denylist.revoke(1).getFirst();
    awaitPublished();

    var entry =
        published.call(client -> client.xrevrange(PublishedDenylist.LOG, "+", "-", 1)).getFirst();
    assertThat(entry.getID()).hasToString(end());
    assertThat(entry.getFields())
        .containsEntry("id", session)
        .containsEntry("not_before", Long.toString(Long.MAX_VALUE));
    assertThat(Long.parseLong(entry.getFields().getOrDefault("expires", "")))
        .isEqualTo(
            UsersSql.value(
                "select floor(extract(epoch from expires_at))::bigint from users.revocation where revoked_id = ?",
                session));
  }

  @Test
  void a1AnswersASignOutOnlyOnceRedisKnows() {
    awaitPublished();
    var sessions = new SessionCalls(user);
    var email = user.person("buyer").email();

    for (var round = 0; round < 8; round++) {
      var session = sessions.signIn(email);
      sessions.end(session.getAccessToken(), session.getSessionId());

      assertThat(published.revoked()).contains(session.getSessionId());
    }
  }

  @Test
  void beatsWhileNothingIsRevoked() {
    awaitPublished();
    var beat = beat();

    Until.holds("it beats", RunningUserGrpc.PATIENCE, () -> beat() >= beat + 3);

    assertThat(published.end()).isEqualTo(end());
  }

  @Test
  void publishesNothingThatIsRolledBack() {
    awaitPublished();
    var end = end();
    var failure =
        catchThrowable(() ->
            user.bean(DSLContext.class)
                .transaction(transaction -> {
                  user.bean(Revocations.class).endSessions(transaction.dsl(), List.of("never"));
                  throw new IllegalStateException("not this time");
                }));

    assertThat(failure).hasMessageContaining("not this time");
    assertThat(end()).isEqualTo(end);
    assertThat(published.revoked()).doesNotContain("never");
  }

  @Test
  void givesAnEmptyRedisAllThatIsLive() {
    var sessions = denylist.revoke(1_500);
    awaitPublished();

    published.call(client -> client.flushAll());
    awaitPublished();

    assertThat(published.revoked()).containsAll(sessions);
    assertContinuous();
    assertThat(beat()).isPositive();
  }

  @Test
  void revokesWithoutRedisAndPublishesWhenItIsBack() {
    awaitPublished();
    redis.kill();
    var sessions = denylist.revoke(3);

    assertThat(denylist.after(0, 0).getEpoch()).isPositive();
    redis.restart();
    awaitPublished();
    assertThat(published.revoked()).containsAll(sessions);
    assertContinuous();
  }

  @Test
  void revokesWhileRedisIsFrozen() {
    awaitPublished();
    redis.pause();
    List<String> sessions;
    try {
      // while it is frozen: who waited for an answer of Redis would never come here
      sessions = denylist.revoke(3);
    } finally {
      redis.resume();
    }
    awaitPublished();

    assertThat(published.revoked()).containsAll(sessions);
    assertContinuous();
  }

  /// Its files are exchanged.
  @Test
  @Tag("process")
  void givesARedisThatLostItsLastWritesWhatItLacks() throws IOException {
    denylist.revoke(2);
    awaitPublished();
    redis.terminate();
    var old = copy(folder.resolve("appendonlydir"), folder.resolve("old"));
    redis.restart();
    var sessions = denylist.revoke(5);
    awaitPublished();
    redis.kill();
    copy(old, folder.resolve("appendonlydir"));
    redis.restart();
    awaitPublished();

    assertThat(published.revoked()).containsAll(sessions);
    assertContinuous();
  }

  @Test
  void startsAnewWhenTheDatabaseWasSetBack() {
    denylist.revoke(5);
    awaitPublished();
    var epoch = epoch();
    // as a backup that was restored; both at once, or the numbers would not fit
    UsersSql.update(
        "with gone as (delete from users.revocation where number > (select number - 3 from users.denylist)) update users.denylist set number = number - 3");

    awaitPublished();
    var session = denylist.revoke(1).getFirst();
    awaitPublished();

    assertThat(epoch()).isGreaterThan(epoch);
    assertThat(published.revoked()).contains(session);
    assertContinuous();
  }

  @Test
  void startsAnewWhenRedisKnowsANewerEpoch() {
    awaitPublished();
    var newer = epoch() + 1_000_000;
    published.setHead(Long.toString(newer), "7");

    awaitPublished();

    assertThat(epoch()).isEqualTo(newer + 1);
    assertContinuous();
    UsersSql.update("update users.denylist set epoch = ?", newer - 1_000_000 + 1);
    published.call(client -> client.flushAll());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:0", "5:77", "nonsense:1", ":", "12345678901234567890123:1"})
  void writesOverWhatNeverWasAList(String head) {
    var sessions = denylist.revoke(2);
    awaitPublished();
    var epoch = epoch();
    published.call(client -> client.del(PublishedDenylist.LOG));
    published.addEntry("999999999999999-1");
    published.setHead(head.substring(0, head.indexOf(':')), head.substring(head.indexOf(':') + 1));

    awaitPublished();

    assertThat(epoch()).isEqualTo(epoch);
    assertThat(published.revoked()).containsAll(sessions).doesNotContain("x");
    assertContinuous();
  }

  @Test
  void publishesAfterAScriptFlush() {
    awaitPublished();
    published.call(client -> client.scriptFlush());
    var session = denylist.revoke(1).getFirst();
    awaitPublished();

    assertThat(published.revoked()).contains(session);
  }

  @Test
  void letsTwoPublishAndLosesNothing() {
    try (var second = RunningUserGrpc.start(PublishedDenylist.arguments(redis));
        var threads = Executors.newFixedThreadPool(6)) {
      var other = new DenylistCalls(second);
      var sessions = new ArrayList<String>();
      for (var round = 0; round < 4; round++) {
        var revoked =
            LongStream.range(0, 40)
                .mapToObj(i -> threads.submit(() -> (i % 2 == 0 ? denylist : other).revoke(2)))
                .toList();
        revoked.forEach(ids -> {
          assertThat(ids).succeedsWithin(RunningUserGrpc.PATIENCE);
          sessions.addAll(ids.resultNow());
        });
        published.call(client -> client.flushAll());
      }
      awaitPublished();

      assertThat(published.revoked()).containsAll(sessions).doesNotHaveDuplicates();
      assertContinuous();
    }
  }

  @Test
  void keepsNoLongerThanAnEntryIsWorth() {
    denylist.revoke(5);
    awaitPublished();
    UsersSql.update("update users.revocation set expires_at = now() - interval '1 s'");
    var session = denylist.revoke(1).getFirst();
    awaitPublished();

    Until.holds("trimmed", SOON, () -> published.revoked().equals(List.of(session)));
  }

  private static void awaitPublished() {
    Until.holds(
        "Redis ends where PostgreSQL does",
        RunningUserGrpc.PATIENCE,
        () -> published.end().equals(end()));
  }

  /// Every number from the oldest entry to the end.
  private static void assertContinuous() {
    var positions = published.positions();
    var numbers =
        positions.stream().map(id -> Long.parseLong(id.substring(id.indexOf('-') + 1))).toList();
    var epoch = epoch() + "-";
    assertThat(positions).allMatch(id -> id.startsWith(epoch));
    assertThat(positions.getLast()).isEqualTo(end());
    assertThat(numbers)
        .isEqualTo(LongStream.rangeClosed(numbers.getFirst(), numbers.getLast()).boxed().toList());
  }

  private static String end() {
    return (String) UsersSql.value("select epoch || '-' || number from users.denylist");
  }

  private static long epoch() {
    return (Long) UsersSql.value("select epoch from users.denylist");
  }

  private static long beat() {
    return Long.parseLong(published.head().getOrDefault("beat", "0"));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var old = Files.list(to);
        var files = Files.list(from)) {
      for (var file : old.toList()) {
        Files.delete(file);
      }
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
