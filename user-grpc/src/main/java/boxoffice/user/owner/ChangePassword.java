package boxoffice.user.owner;

import boxoffice.user.account.PasswordCheck;
import boxoffice.user.owner.OwnAccount.LastRequest;
import boxoffice.user.password.Passwords;
import boxoffice.user.password.Passwords.Turn;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Sets a new password for who knows the old one, and ends every other session of the account.
@Component
class ChangePassword {
  private static final ByteString BODY = RequestBody.hash("change-password");

  private final DSLContext sql;
  private final OwnAccountStore accounts;
  private final Passwords passwords;
  private final PasswordCheck check;
  private final SetPassword setPassword;

  ChangePassword(
      DSLContext sql,
      OwnAccountStore accounts,
      Passwords passwords,
      PasswordCheck check,
      SetPassword setPassword) {
    this.sql = sql;
    this.accounts = accounts;
    this.passwords = passwords;
    this.check = check;
    this.setPassword = setPassword;
  }

  /// @param current the password so far
  /// @param next the password from now on
  record Change(String current, String next) {
    @Override
    public String toString() {
      return "Change"; // never a password
    }
  }

  /// @param session of the caller, which goes on
  /// @throws WireException VALIDATION_FAILED for a password that is too common; FORBIDDEN for a
  ///   wrong or missing one; RATE_LIMITED, OVERLOADED, INVALID_TOKEN, IDEMPOTENCY_KEY_REUSED
  void change(UUID accountId, UUID session, UUID request, Change change) {
    passwords.check(change.next(), "new_password");
    try (var turn = passwords.turn()) {
      change(turn, accountId, session, request, change);
    }
  }

  private void change(Turn turn, UUID accountId, UUID session, UUID request, Change change) {
    var seen = accounts.live(accountId);
    if (seen.hasDone(request, BODY)) {
      if (!check.isPasswordOf(turn, accountId, change.next())) {
        throw WireException.keyReused();
      }
      return;
    }
    check.confirm(turn, accountId, change.current());
    var hash = turn.hash(change.next());
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      var account = OwnAccountStore.lockLive(inside, accountId);
      if (account.hasDone(request, BODY)) {
        return; // the same request beside this one
      }
      if (account.version() != seen.version()) {
        throw new WireException(ErrorReason.FORBIDDEN, "the account was changed meanwhile");
      }
      LinkStore.deleteResets(inside, accountId);
      OwnAccountStore.setLastRequest(inside, accountId, new LastRequest(request, BODY));
      setPassword.set(
          inside, account, hash, new SetPassword.Cause(request, session, "password-changed"));
    });
  }
}
