package boxoffice.user.owner;

import boxoffice.user.mail.Mails;
import boxoffice.user.session.EndSessions;
import boxoffice.wire.DerivedId;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives an account another password: links that would set one are void, sessions end, and the
/// owner is told by mail.
@Component
class SetPassword {
  private final Mails mails;
  private final EndSessions sessions;
  private final Clock clock;

  SetPassword(Mails mails, EndSessions sessions, Clock clock) {
    this.mails = mails;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// @param session goes on; null for none
  record Cause(UUID request, @Nullable UUID session, String reason) {}

  /// Comes last in a transaction that has locked the account. Whoever may set the password has
  /// proved the address, now or before.
  void set(DSLContext transaction, OwnAccount account, String hash, Cause cause) {
    var id = account.id();
    OwnAccountStore.setPassword(transaction, id, hash);
    OwnAccountStore.setVerified(transaction, id, clock.instant());
    mails.add(
        transaction,
        DerivedId.of("mail", MailTypes.PASSWORD_CHANGED, id.toString(), cause.request().toString()),
        MailTypes.PASSWORD_CHANGED,
        Map.of(MailTypes.EMAIL, account.email(), MailTypes.ACCOUNT_ID, id.toString()));
    sessions.endAllOf(transaction, id, cause.session(), cause.reason());
  }
}
