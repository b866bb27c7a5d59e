package boxoffice.user.owner;

import boxoffice.user.account.PasswordCheck;
import boxoffice.user.password.Passwords;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Asks who is signed in for the password again.
@Component
class ConfirmPassword {
  private final OwnAccountStore accounts;
  private final Passwords passwords;
  private final PasswordCheck check;

  ConfirmPassword(OwnAccountStore accounts, Passwords passwords, PasswordCheck check) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.check = check;
  }

  /// @throws boxoffice.wire.WireException FORBIDDEN for a wrong or missing password; RATE_LIMITED,
  ///   OVERLOADED, INVALID_TOKEN
  void confirm(UUID accountId, String password) {
    try (var turn = passwords.turn()) {
      accounts.live(accountId);
      check.confirm(turn, accountId, password);
    }
  }
}
