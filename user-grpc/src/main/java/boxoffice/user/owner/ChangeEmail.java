package boxoffice.user.owner;

import boxoffice.guard.limit.RateLimits;
import boxoffice.user.account.EmailAddress;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.OwnAccount.LastRequest;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import com.google.common.io.BaseEncoding;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Asks for another address of an account. The old one is told at once, the new one gets the link
/// that makes the change; until then nothing changes, and another password takes it back. Whether
/// the new one is somebody's is found out when its mail is written ([EmailChangeMail]), so the
/// caller cannot tell.
@Component
class ChangeEmail {
  private final DSLContext sql;
  private final ConfirmPassword confirmPassword;
  private final RateLimits limits;
  private final Mails mails;

  ChangeEmail(DSLContext sql, ConfirmPassword confirmPassword, RateLimits limits, Mails mails) {
    this.sql = sql;
    this.confirmPassword = confirmPassword;
    this.limits = limits;
    this.mails = mails;
  }

  /// @throws WireException FORBIDDEN for a wrong or missing password; RATE_LIMITED, OVERLOADED,
  ///   INVALID_TOKEN, IDEMPOTENCY_KEY_REUSED
  void change(UUID accountId, UUID request, String email, String password) {
    confirmPassword.confirm(accountId, password);
    var address = EmailAddress.normalise(email);
    limits.take(RequestMail.LIMIT, address);
    var body = RequestBody.hash("change-email", address);
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      var account = OwnAccountStore.lockLive(inside, accountId);
      if (!account.hasDone(request, body) && !account.email().equals(address)) {
        OwnAccountStore.setLastRequest(inside, accountId, new LastRequest(request, body));
        mail(inside, MailTypes.EMAIL_CHANGE_NOTICE, account.email(), account, request);
        mail(inside, MailTypes.EMAIL_CHANGE, address, account, request);
      }
    });
    mails.sendSoon();
  }

  private void mail(
      DSLContext transaction, String type, String to, OwnAccount account, UUID request) {
    var id = account.id().toString();
    var mark = BaseEncoding.base64Url().encode(account.passwordMark().toByteArray());
    mails.add(
        transaction,
        DerivedId.of("mail", type, id, request.toString()),
        type,
        Map.of(MailTypes.EMAIL, to, MailTypes.ACCOUNT_ID, id, MailTypes.ASKED_WITH, mark));
  }
}
