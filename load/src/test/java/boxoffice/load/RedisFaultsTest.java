package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.load.client.Reply;
import boxoffice.parts.process.LocalPort;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.exceptions.JedisException;

/// The rows of the fault matrix that are about the inventory's Redis, each played on two
/// inventories under load: what is promised holds at the end, and buyers hear only what they may.
@Tag("faults")
@ExtendWith(SharedHurtSandbox.class)
class RedisFaultsTest {
  private static final String LINK = "inventory/redis";

  /// A hold that Redis lost, or whose seats somebody else has.
  private static final String LOST = "hold-expired";

  /// A machine that is busy may not answer an order before the client gives up; its key resolves
  /// that as well.
  private static final Set<String> AWAY = Set.of("no-answer", "order-state-conflict", LOST);

  private final HurtSandbox sandbox;
  private final HurtRedis redis;

  RedisFaultsTest(HurtSandbox sandbox) {
    this.sandbox = sandbox;
    redis = sandbox.redis();
  }

  /// For the next test, whatever became of this one.
  @AfterEach
  void heal() {
    sandbox.heal(List.of(LINK));
    redis.heal();
  }

  private FaultedSale busySale(String row) {
    var sale = sandbox.faultedSale(row);
    sale.awaitHeld(25);
    return sale;
  }

  /// After the fault.
  private static void goOn(FaultedSale sale, Set<String> allowed) {
    sale.awaitRecovery();
    sale.awaitHeld(25);
    sale.judge(allowed);
  }

  private static boolean isRefused(Reply reply) {
    return reply.status() == 503 && reply.outcome().equals("inventory-unavailable");
  }

  @Test
  void keepsEveryPromiseWhenRedisIsKilledR1() {
    try (var sale = busySale("R1")) {
      redis.process("kill");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(10);
      sale.awaitCatalogue();
      redis.process("restart");
      goOn(sale, AWAY);
    }
  }

  @Test
  void buildsAnewWhatRedisLostInAnEmptyRestartR2() {
    try (var sale = busySale("R2-empty")) {
      redis.process("kill");
      redis.wipe();
      sale.awaitOutage(10);
      redis.process("restart");
      goOn(sale, AWAY);
    }
  }

  @Test
  void buildsAnewWhatWasFlushedR2() {
    try (var sale = busySale("R2-flushed")) {
      redis.run("FLUSHALL");
      goOn(sale, AWAY);
    }
  }

  @Test
  void buildsAnewWhenTheEndOfTheLogIsLostR3() {
    var seed = System.nanoTime();
    try (var sale = busySale("R3-" + seed)) {
      redis.process("kill");
      System.out.println("R3: " + redis.cutTail(seed) + " bytes cut with seed " + seed);
      sale.awaitOutage(10);
      redis.process("restart");
      goOn(sale, AWAY);
    }
  }

  @Test
  void refusesWhileRedisCannotReadItsLogAndBuildsAnewWithoutItR4() {
    try (var sale = busySale("R4")) {
      redis.process("kill");
      redis.corruptMiddle();
      assertThatThrownBy(() -> redis.process("restart")).hasMessageContaining("did not start");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      redis.wipe();
      redis.process("restart");
      goOn(sale, AWAY);
    }
  }

  @Test
  void buildsAnewOnAPromotedReplicaThatLacksTheLastWritesR5() {
    try (var sale = busySale("R5");
        var replica = redis.replica()) {
      sale.await("a complete replica", replica::isComplete);
      replica.loseTouch();
      sale.awaitHeld(25);
      redis.process("kill");
      sale.await("a replica in its place", replica::takesOver);
      goOn(sale, AWAY);
    }
    redis.process("restart");
    try (var after = sandbox.faultedSale("R5-old-primary")) {
      after.awaitRecovery();
    }
  }

  /// Some connections lead to the old primary, the new ones to the promoted replica.
  @Test
  void sellsNothingTwiceWhenTwoRedisesAnswerR6() {
    try (var sale = busySale("R6");
        var replica = redis.replica();
        var admin = redis.session()) {
      sale.await("a complete replica", replica::isComplete);
      replica.loseTouch();
      redis.moveAway(LocalPort.choose(0, "the old primary"));
      sale.await("a replica in its place", replica::takesOver);
      redis.killEverySecond("inventory", admin);
      sale.awaitEnded(60);
      redis.process("kill");
      goOn(sale, AWAY);
    }
    redis.process("restart");
  }

  @Test
  void refusesAtOnceWhileRedisIsFrozenR7() {
    try (var sale = busySale("R7")) {
      redis.process("stop");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(40);
      sale.awaitCatalogue();
      redis.process("continue");
      goOn(sale, AWAY);
    }
  }

  @Test
  void refusesClaimsAndReleasesSeatsWhenRedisHasNoMemoryR8() {
    try (var sale = busySale("R8")) {
      var held = sale.awaitHold("a hold", Reply::ok);
      redis.run("CONFIG", "SET", "maxmemory", "1");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      var released = sale.release(held);
      sale.awaitOutage(10);
      redis.run("CONFIG", "SET", "maxmemory", "0");
      goOn(sale, AWAY);

      assertThat(released.status()).as(released.toString()).isEqualTo(204);
      assertThat(redis.info("stats", "evicted_keys")).isEqualTo("0");
    }
  }

  @Test
  void refusesWhileAScriptBlocksRedisR9() {
    try (var sale = busySale("R9");
        var blocking = redis.session()) {
      redis.run("CONFIG", "SET", "busy-reply-threshold", "500");
      var blocked =
          CompletableFuture.runAsync(() -> blocking.run("EVAL", "while true do end", "0"));
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(20);
      redis.run("SCRIPT", "KILL");
      assertThatThrownBy(blocked::join).hasCauseInstanceOf(JedisException.class);
      goOn(sale, AWAY);
    }
  }

  @Test
  void loadsScriptsAgainAndNobodySeesItR10() {
    try (var sale = busySale("R10")) {
      for (int times = 0; times < 10; times++) {
        redis.run("SCRIPT", "FLUSH");
        sale.awaitHeld(5);
      }
      // a script that is not there would be missed by each process after each flush
      assertThat(sale.outages()).isLessThan(10);
      sale.judge(Set.of());
    }
  }

  @Test
  void goesOnWhenRedisIsFarAwayAndConnectionsBreakR11() {
    try (var sale = busySale("R11")) {
      sandbox.link(LINK, "latency", "millis=50");
      for (int times = 0; times < 5; times++) {
        sandbox.link(LINK, "reset");
        sale.awaitHeld(10);
      }
      sandbox.heal(List.of(LINK));
      goOn(sale, AWAY);
    }
  }

  @Test
  void refusesWhileRedisIsABlackHoleR12() {
    try (var sale = busySale("R12")) {
      sandbox.link(LINK, "silence", "direction=BOTH");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(60);
      sale.awaitCatalogue();
      sandbox.heal(List.of(LINK));
      goOn(sale, AWAY);
    }
  }

  @Test
  void refusesWhileRedisTakesNoMoreConnectionsR13() {
    try (var sale = busySale("R13");
        var admin = redis.session()) {
      admin.run("CONFIG", "SET", "maxclients", "1");
      admin.run("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(20);
      admin.run("CONFIG", "SET", "maxclients", "10000");
      goOn(sale, AWAY);
    }
  }

  @Test
  void refusesWhileRedisCannotWriteToItsDiskR14() {
    try (var sale = busySale("R14")) {
      var obstacle = redis.blockDump();
      redis.run("CONFIG", "SET", "save", "3600 1");
      redis.run("BGSAVE");
      sale.await("a failed save", () -> isLastSave("err"));
      sale.awaitHold("refused", RedisFaultsTest::isRefused);
      sale.awaitOutage(20);
      HurtRedis.delete(obstacle);
      redis.run("BGSAVE");
      sale.await("a save", () -> isLastSave("ok"));
      redis.run("CONFIG", "SET", "save", "");
      goOn(sale, AWAY);
    }
  }

  private boolean isLastSave(String status) {
    return redis.info("persistence", "rdb_last_bgsave_status").equals(status);
  }
}
