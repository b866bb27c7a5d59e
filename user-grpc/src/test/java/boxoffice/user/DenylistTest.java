package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.DenylistEntry;
import boxoffice.wire.ErrorReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The denylist as PostgreSQL has it, over gRPC.
class DenylistTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static DenylistCalls denylist;

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    denylist = new DenylistCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void tellsWhatWasRevokedAfterAPosition() {
    var before = denylist.after(0, Long.MAX_VALUE);
    var end = before.getNumber();
    while (!denylist.after(before.getEpoch(), end).getComplete()) {
      end = denylist.after(before.getEpoch(), end).getNumber();
    }
    end = denylist.after(before.getEpoch(), end).getNumber();
    var session = denylist.revoke(1).getFirst();

    var part = denylist.after(before.getEpoch(), end);

    assertThat(part.getComplete()).isTrue();
    assertThat(part.getNumber()).isEqualTo(end + 1);
    assertThat(part.getEntriesList())
        .extracting(DenylistEntry::getRevokedId)
        .containsExactly(session);
    var entry = part.getEntries(0);
    assertThat(entry.getNotBefore()).isEqualTo(Long.MAX_VALUE);
    assertThat(entry.getExpireTime().getSeconds() - Instant.now().getEpochSecond())
        .isBetween(3600L, 3631L);
  }

  @Test
  void givesALongListInPartsWithoutAGap() {
    var ids = denylist.revoke(2_300);
    var found = new ArrayList<String>();
    var epoch = 0L;
    var number = 0L;
    var complete = false;
    while (!complete) {
      var part = denylist.after(epoch, number);
      assertThat(part.getEntriesCount()).isLessThanOrEqualTo(1_000);
      part.getEntriesList().forEach(entry -> found.add(entry.getRevokedId()));
      epoch = part.getEpoch();
      number = part.getNumber();
      complete = part.getComplete();
    }

    assertThat(found).containsAll(ids).doesNotHaveDuplicates();
    assertThat(number).isEqualTo(UsersSql.value("select number from users.denylist"));
  }

  @Test
  void givesTheListFromItsStartToWhoKnowsAnotherEpochOrMoreThanThereIs() {
    var session = denylist.revoke(1).getFirst();
    UsersSql.update(
        "update users.revocation set expires_at = now() where revoked_id <> ?", session);
    var end = denylist.after(0, 0);

    assertThat(denylist.after(end.getEpoch() + 1, end.getNumber()).getEntriesList())
        .isEqualTo(end.getEntriesList());
    assertThat(denylist.after(end.getEpoch(), end.getNumber() + 1).getEntriesList())
        .isEqualTo(end.getEntriesList());
    assertThat(end.getEntriesList())
        .extracting(DenylistEntry::getRevokedId)
        .containsExactly(session);
  }

  @Test
  void numbersWhatIsRevokedAtOnceInTheOrderOfTheCommits() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 60; i++) {
        threads.execute(() -> denylist.revoke(3));
      }
    }

    assertThat(
            UsersSql.value(
                """
                select count(*) from (
                  select number - lag(number) over (order by number) step from users.revocation) t
                where step <> 1
                """))
        .isEqualTo(0L);
    assertThat(UsersSql.value("select max(number) from users.revocation"))
        .isEqualTo(UsersSql.value("select number from users.denylist"));
  }

  @Test
  void tellsTheListToServicesOnly() {
    var buyer = user.person("buyer").accessToken();
    var other = user.clientToken("inventory.reserve");

    assertThat(Refusals.reason(() -> denylist.after(buyer, 0, 0))).isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(Refusals.reason(() -> denylist.after(other, 0, 0))).isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void forgetsExpiredEntriesAndGoesOnCounting() {
    denylist.revoke(20);
    UsersSql.update("update users.revocation set expires_at = now() - interval '1 s'");
    var last = (Long) UsersSql.value("select number from users.denylist");

    try (var other = RunningUserGrpc.start("--boxoffice.user.denylist.forget-every=100ms")) {
      assertThat(other.port()).isPositive();
      Until.holds(
          "expired entries are gone",
          RunningUserGrpc.PATIENCE,
          () -> UsersSql.all("select 1 from users.revocation where number <= ?", last).isEmpty());
    }

    var session = denylist.revoke(1).getFirst();
    assertThat(UsersSql.value("select number from users.revocation where revoked_id = ?", session))
        .isEqualTo(last + 1);
    assertThat(UUID.fromString(session)).isNotNull();
  }
}
