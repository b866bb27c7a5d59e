package boxoffice.user.owner;

import boxoffice.user.account.PasswordCheck;
import boxoffice.user.audit.AuditLog;
import boxoffice.user.owner.OwnAccount.LastRequest;
import boxoffice.user.password.Passwords;
import boxoffice.user.revocation.Revocations;
import boxoffice.user.session.EndSessions;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Closes an account for good. What says who its owner was is erased; its id stays, because orders
/// name it. Every session ends, and its address is free for another account.
@Component
class CloseAccount {
  private static final String ADMIN = "admin";
  private static final ByteString BODY = RequestBody.hash("close-account");

  private final DSLContext sql;
  private final OwnAccountStore accounts;
  private final Passwords passwords;
  private final PasswordCheck check;
  private final Ending ending;

  CloseAccount(
      DSLContext sql,
      OwnAccountStore accounts,
      Passwords passwords,
      PasswordCheck check,
      Ending ending) {
    this.sql = sql;
    this.accounts = accounts;
    this.passwords = passwords;
    this.check = check;
    this.ending = ending;
  }

  /// What is done to everything but the account itself.
  @Component
  record Ending(AuditLog audit, EndSessions sessions, Revocations revocations, Clock clock) {}

  /// @throws WireException FORBIDDEN for a wrong or missing password, and for an admin, because one
  ///   must remain; RATE_LIMITED, OVERLOADED, INVALID_TOKEN
  void close(UUID accountId, UUID request, String password) {
    try (var turn = passwords.turn()) {
      if (accounts.isClosedBy(accountId, request)) {
        return;
      }
      accounts.live(accountId);
      check.confirm(turn, accountId, password);
    }
    sql.transaction(transaction -> close(transaction.dsl(), accountId, request));
  }

  private void close(DSLContext transaction, UUID id, UUID request) {
    var account = OwnAccountStore.lockLive(transaction, id);
    if (account.roles().contains(ADMIN)) {
      throw new WireException(
          ErrorReason.FORBIDDEN, "an admin's account is closed after another admin took the role");
    }
    var now = ending.clock().instant();
    var notBefore = Math.max(now.getEpochSecond(), account.notBefore() + 1);
    OwnAccountStore.erase(transaction, id, notBefore, now);
    OwnAccountStore.setLastRequest(transaction, id, new LastRequest(request, BODY));
    check.forgive(transaction, account.email());
    ending
        .audit()
        .add(
            transaction,
            new AuditLog.Entry(
                id.toString(),
                "account-closed",
                id.toString(),
                Map.of("state", "active"),
                Map.of("state", "closed")));
    ending.sessions().endAllOf(transaction, id, null, "account-closed");
    ending.revocations().endTokensOf(transaction, id.toString(), notBefore);
  }
}
