package boxoffice.user.owner;

import boxoffice.user.account.PasswordCheck;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import boxoffice.user.password.Passwords;
import boxoffice.user.password.Passwords.Turn;
import boxoffice.wire.WireException;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Sets a new password with a mailed link. It proves the address, ends every session, voids all
/// other links and registrations, and forgets the wrong passwords that others tried, so that the
/// owner gets in whatever they did (row A8). Nobody is signed in.
@Component
class ResetPassword {
  private static final Set<Purpose> PURPOSES = Set.of(Purpose.RESET_PASSWORD);

  private final DSLContext sql;
  private final LinkStore links;
  private final Passwords passwords;
  private final PasswordCheck check;
  private final SetPassword setPassword;

  ResetPassword(
      DSLContext sql,
      LinkStore links,
      Passwords passwords,
      PasswordCheck check,
      SetPassword setPassword) {
    this.sql = sql;
    this.links = links;
    this.passwords = passwords;
    this.check = check;
    this.setPassword = setPassword;
  }

  /// @throws WireException VALIDATION_FAILED for a password that is too common, which leaves the
  ///   link unused; INVALID_CODE; OVERLOADED; IDEMPOTENCY_KEY_REUSED when the same request set
  ///   another password, or the password was changed since
  void reset(UUID request, LinkToken token, String password) {
    passwords.check(password, "new_password");
    try (var turn = passwords.turn()) {
      reset(turn, request, token, password);
    }
  }

  private void reset(Turn turn, UUID request, LinkToken token, String password) {
    var link = links.find(token, PURPOSES, request).orElseThrow(LinkStore::invalid);
    var hash = turn.hash(password);
    var done =
        sql.transactionResult(transaction -> set(transaction.dsl(), request, token, link, hash));
    if (!done.now() && !turn.matches(password, done.account().passwordHash())) {
      throw WireException.keyReused();
    }
    check.forgetTries(done.account().email());
  }

  /// @param now false when this request set it before
  private record Done(OwnAccount account, boolean now) {}

  private Done set(DSLContext transaction, UUID request, LinkToken token, Link link, String hash) {
    var account = OwnAccountStore.lock(transaction, link.account()).orElseThrow(LinkStore::invalid);
    if (!links.use(transaction, token, request)) {
      return new Done(account, false);
    }
    RegistrationStore.deleteAll(transaction, account.id());
    LinkStore.deleteOthers(transaction, account.id(), token, null);
    check.forgive(transaction, account.email());
    setPassword.set(
        transaction, account, hash, new SetPassword.Cause(request, null, "password-reset"));
    return new Done(account, true);
  }
}
