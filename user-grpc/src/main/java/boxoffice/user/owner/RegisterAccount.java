package boxoffice.user.owner;

import boxoffice.guard.limit.RateLimits;
import boxoffice.user.account.EmailAddress;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.OwnAccount.Profile;
import boxoffice.user.owner.RegistrationStore.Registration;
import boxoffice.user.password.Passwords;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Starts an account and has a mail sent to its address, whoever's it is.
///
/// The caller is told the same, after the same work, whether the address is new, waits for its
/// proof (another link goes out), or has an account (its owner is told that somebody tried): which
/// of them it is decides [RegistrationMail]. The link of a registration decides password and name,
/// so nobody who registered somebody else's address first has a password there.
///
/// One mail for each address and `request_id`. The same `request_id` with another password is not
/// refused: that would tell that somebody used it before.
@Component
class RegisterAccount {
  private final DSLContext sql;
  private final Passwords passwords;
  private final RateLimits limits;
  private final Mails mails;
  private final Clock clock;

  RegisterAccount(
      DSLContext sql, Passwords passwords, RateLimits limits, Mails mails, Clock clock) {
    this.sql = sql;
    this.passwords = passwords;
    this.limits = limits;
    this.mails = mails;
    this.clock = clock;
  }

  /// @throws WireException VALIDATION_FAILED, RATE_LIMITED, OVERLOADED
  void register(UUID request, String email, String password, Profile profile) {
    TimeZones.check(profile.timeZone());
    passwords.check(password, "password");
    var address = EmailAddress.normalise(email);
    try (var turn = passwords.turn()) {
      limits.take(RequestMail.LIMIT, address);
      start(request, address, turn.hash(password), profile);
    }
    mails.sendSoon();
  }

  private void start(UUID request, String address, String hash, Profile profile) {
    var registration =
        new Registration(
            DerivedId.of("registration", address, request.toString()),
            DerivedId.of("account", address, request.toString()),
            address,
            hash,
            profile);
    sql.transaction(transaction -> {
      RegistrationStore.start(transaction.dsl(), registration, clock.instant());
      mails.add(
          transaction.dsl(),
          DerivedId.of("mail", address, request.toString()),
          MailTypes.REGISTRATION,
          Map.of(
              MailTypes.EMAIL, address, MailTypes.REGISTRATION_ID, registration.id().toString()));
    });
  }
}
