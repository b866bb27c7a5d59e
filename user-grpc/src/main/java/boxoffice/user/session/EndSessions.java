package boxoffice.user.session;

import static boxoffice.db.users.Tables.SESSION;

import boxoffice.user.revocation.Revocations;
import java.time.Clock;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ends sessions for good, in the transaction of whoever has a reason: their refresh tokens are
/// dead at once, their access tokens are refused everywhere within two seconds.
@Component
public final class EndSessions {
  private final Revocations revocations;
  private final Clock clock;

  EndSessions(Revocations revocations, Clock clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  /// All live sessions of an account. Comes last in a transaction.
  ///
  /// @param except stays; null for none
  /// @param reason such as `password-changed`
  public void endAllOf(DSLContext transaction, UUID account, @Nullable UUID except, String reason) {
    var others = except == null ? DSL.noCondition() : SESSION.ID.ne(except);
    end(transaction, SESSION.ACCOUNT_ID.eq(account).and(others), reason);
  }

  /// One session; nothing happens when it has ended. Comes last in a transaction.
  public void endOne(DSLContext transaction, UUID session, String reason) {
    end(transaction, SESSION.ID.eq(session), reason);
  }

  private void end(DSLContext transaction, Condition which, String reason) {
    var ended =
        transaction
            .update(SESSION)
            .set(SESSION.ENDED_AT, clock.instant())
            .set(SESSION.END_REASON, reason)
            .where(which)
            .and(SESSION.ENDED_AT.isNull())
            .returningResult(SESSION.ID)
            .fetch(row -> row.value1().toString());
    revocations.endSessions(transaction, ended);
  }
}
