package boxoffice.user.account;

import static boxoffice.db.users.Tables.SIGN_IN_FAILURE;

import boxoffice.user.Sha256;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts wrong passwords in a row for each address, whether or not it has an account, and lets
/// nobody try more than a hundred. A right password, or a reset of it, starts anew; so do thirty
/// days without a try. Fails closed: without PostgreSQL nobody tries.
@Component
final class SignInFailures {
  private static final int MOST = 100;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_ONCE = 1_000;

  /// There is no time after which it certainly works; a reset of the password works at once.
  private static final String RETRY_AFTER = Long.toString(Duration.ofDays(1).toSeconds());

  private final DSLContext sql;
  private final Clock clock;

  SignInFailures(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// Counts a try as a failure before it is known whether it is one, so that no two tries share a
  /// place.
  ///
  /// @param address normalised
  /// @throws WireException RATE_LIMITED when there were too many
  void count(String address) {
    var now = clock.instant();
    var counted =
        sql.insertInto(SIGN_IN_FAILURE)
            .set(SIGN_IN_FAILURE.ADDRESS_HASH, Sha256.of(address))
            .set(SIGN_IN_FAILURE.FAILURES, 1)
            .set(SIGN_IN_FAILURE.LAST_AT, now)
            .onConflict(SIGN_IN_FAILURE.ADDRESS_HASH)
            .doUpdate()
            .set(SIGN_IN_FAILURE.FAILURES, SIGN_IN_FAILURE.FAILURES.plus(1))
            .set(SIGN_IN_FAILURE.LAST_AT, now)
            .where(SIGN_IN_FAILURE.FAILURES.lt(MOST))
            .execute();
    if (counted == 0) {
      throw new WireException(
          ErrorReason.RATE_LIMITED,
          "too many wrong passwords: set a new one",
          Map.of("retry_after_seconds", RETRY_AFTER));
    }
  }

  void clear(String address) {
    clear(sql, address);
  }

  void clear(DSLContext transaction, String address) {
    transaction
        .deleteFrom(SIGN_IN_FAILURE)
        .where(SIGN_IN_FAILURE.ADDRESS_HASH.eq(Sha256.of(address)))
        .execute();
  }

  @Scheduled(fixedDelay = 3_600_000)
  void forgetOld() {
    var old =
        DSL.select(SIGN_IN_FAILURE.ADDRESS_HASH)
            .from(SIGN_IN_FAILURE)
            .where(SIGN_IN_FAILURE.LAST_AT.lt(clock.instant().minus(KEPT)))
            .limit(AT_ONCE)
            .forUpdate()
            .skipLocked();
    sql.deleteFrom(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.ADDRESS_HASH.in(old)).execute();
  }
}
