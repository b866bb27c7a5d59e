package boxoffice.user.owner;

import boxoffice.guard.limit.RateLimits;
import boxoffice.user.account.EmailAddress;
import boxoffice.user.mail.Mails;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Has a mail sent to an address if it has an account. Whether it has is looked up when the mail is
/// due, so a call costs and tells the same either way; nor is the relay woken for it, whose work
/// could be felt by the next call.
@Component
class RequestMail {
  /// The limit of mails that anybody can have sent to an address.
  static final String LIMIT = "mail-account";

  /// The same, of mails that lead back into an account.
  static final String RESET_LIMIT = "reset-account";

  private final DSLContext sql;
  private final RateLimits limits;
  private final Mails mails;

  RequestMail(DSLContext sql, RateLimits limits, Mails mails) {
    this.sql = sql;
    this.limits = limits;
    this.mails = mails;
  }

  /// @param limit counted by address; resets have one of their own, so that nobody can use up the
  ///   way back into an account by asking for other mails
  /// @param type of the mail; one for each type, address and request
  /// @throws WireException RATE_LIMITED
  void request(UUID request, String limit, String type, String email) {
    var address = EmailAddress.normalise(email);
    limits.take(limit, address);
    mails.add(
        sql,
        DerivedId.of("mail", type, address, request.toString()),
        type,
        Map.of(MailTypes.EMAIL, address));
  }
}
