package boxoffice.user.revocation;

import static boxoffice.db.users.Tables.DENYLIST;
import static boxoffice.db.users.Tables.REVOCATION;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.TokenVerifier;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Revokes tokens, in the transaction of whoever has a reason: once that is committed they are
/// refused everywhere within two seconds.
///
/// Entries get numbers without a gap in the order of their commits, because whoever adds one holds
/// the list until the commit. So this comes last in a transaction, and nothing slow follows it.
@Component
public final class Revocations {
  private static final long ALL = Long.MAX_VALUE;

  private final PublishDenylist publishDenylist;
  private final GuardSettings guard;
  private final Clock clock;

  Revocations(PublishDenylist publishDenylist, GuardSettings guard, Clock clock) {
    this.publishDenylist = publishDenylist;
    this.guard = guard;
    this.clock = clock;
  }

  /// Every token of these sessions, for good: no token is ever made for them again.
  public void endSessions(DSLContext transaction, Collection<String> sessions) {
    add(transaction, sessions, ALL);
  }

  /// The tokens of an account or a client that were issued at or before a second.
  ///
  /// @param notBefore seconds, as the `iat` claim counts
  public void endTokensOf(DSLContext transaction, String subject, long notBefore) {
    add(transaction, List.of(subject), notBefore);
  }

  private void add(DSLContext transaction, Collection<String> ids, long notBefore) {
    if (ids.isEmpty()) {
      return;
    }
    var last =
        transaction
            .update(DENYLIST)
            .set(DENYLIST.NUMBER, DENYLIST.NUMBER.plus(ids.size()))
            .returningResult(DENYLIST.NUMBER)
            .fetchSingle(row -> row.value1());
    var number = last - ids.size();
    // a token that was made this very moment lives no longer than this
    var expires = clock.instant().plus(TokenVerifier.LONGEST_LIFE).plus(guard.leeway());
    var rows =
        transaction.insertInto(
            REVOCATION,
            REVOCATION.NUMBER,
            REVOCATION.REVOKED_ID,
            REVOCATION.NOT_BEFORE,
            REVOCATION.EXPIRES_AT);
    for (var id : ids) {
      number++;
      rows = rows.values(number, id, notBefore, expires);
    }
    rows.execute();
    publishAfterCommit();
  }

  /// The connection is still this transaction's in that moment: published is what is owed before
  /// the answer leaves ([AnswerAfterPublishing]), or at the next tick.
  private void publishAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publishDenylist.owe();
          }
        });
  }
}
