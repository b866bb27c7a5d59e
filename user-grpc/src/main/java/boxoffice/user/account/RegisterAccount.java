package boxoffice.user.account;

import boxoffice.user.account.Accounts.Account;
import boxoffice.user.mail.Mails;
import boxoffice.user.password.Passwords;
import boxoffice.wire.DerivedId;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Starts an account and has a mail sent to its address, whoever's it is.
///
/// The caller is told the same, after the same work, whether the address is new, waits for its
/// proof (another link goes out, the password stays), or has an account (its owner is told that
/// somebody tried). One mail for each address and `request_id`. The same `request_id` with another
/// password is not refused: that would tell that somebody used it before.
@Component
class RegisterAccount {
  private static final Set<String> ROLES = Set.of("buyer");

  private final DSLContext sql;
  private final AccountStore store;
  private final Passwords passwords;
  private final Mails mails;
  private final Clock clock;

  RegisterAccount(
      DSLContext sql, AccountStore store, Passwords passwords, Mails mails, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.passwords = passwords;
    this.mails = mails;
    this.clock = clock;
  }

  void register(UUID request, String email, String password, String displayName) {
    var address = Accounts.normalise(email);
    var hash = passwords.hash(password); // first, so that a known address costs the same
    var id = DerivedId.of("account", address, request.toString());
    var mail = DerivedId.of("mail", address, request.toString());
    var account = new Account(id, address, displayName, hash, ROLES, false);
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      var inserted = store.insert(inside, account, clock.instant());
      var owner =
          inserted
              ? account
              : AccountStore.findInside(inside, address)
                  .orElseThrow(() -> new IllegalStateException("an account is gone again"));
      mails.add(
          inside,
          mail,
          owner.verified() ? RegisteredAgainMail.TYPE : VerificationMail.TYPE,
          owner.id());
    });
    mails.sendSoon();
  }
}
