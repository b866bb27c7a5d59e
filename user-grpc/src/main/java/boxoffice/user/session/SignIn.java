package boxoffice.user.session;

import boxoffice.user.account.PasswordCheck;
import boxoffice.user.password.Passwords;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import org.springframework.stereotype.Component;

/// Signs a person in who knows the password.
///
/// An unknown address costs a password's comparison too, and fails in the same words. That an
/// address is not verified yet, or its account disabled, is told only to who knows its password.
@Component
class SignIn {
  /// The account may change while its password is compared; twice in a row is no accident.
  private static final int MOST_TRIES = 3;

  private final Passwords passwords;
  private final PasswordCheck check;
  private final StartSession startSession;

  SignIn(Passwords passwords, PasswordCheck check, StartSession startSession) {
    this.passwords = passwords;
    this.check = check;
    this.startSession = startSession;
  }

  /// @throws WireException INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, FORBIDDEN, OVERLOADED,
  ///   IDEMPOTENCY_KEY_REUSED
  SessionTokens signIn(String email, String password, StartSession.Request request) {
    try (var turn = passwords.turn()) {
      for (var tries = 0; tries < MOST_TRIES; tries++) {
        var started = startSession.start(check.signIn(turn, email, password), request);
        if (started.isPresent()) {
          return started.get();
        }
      }
    }
    throw new WireException(ErrorReason.OVERLOADED, "the account is being changed, try again");
  }
}
