package boxoffice.user.session;

import boxoffice.user.account.Accounts.Account;
import boxoffice.user.account.PasswordCheck;
import boxoffice.user.key.AccessTokens;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Starts a session for a person who knows the password.
///
/// An unknown address costs a password's comparison too, and fails in the same words. That an
/// address is not verified yet is told only to who knows its password. The session's id follows
/// from account and `request_id`, so a repetition finds it and gets another token for it.
@Component
class SignIn {
  private final PasswordCheck passwords;
  private final SessionStore sessions;
  private final AccessTokens tokens;
  private final Clock clock;

  SignIn(PasswordCheck passwords, SessionStore sessions, AccessTokens tokens, Clock clock) {
    this.passwords = passwords;
    this.sessions = sessions;
    this.tokens = tokens;
    this.clock = clock;
  }

  record Session(UUID id, UUID account, AccessTokens.Issued token) {}

  /// @throws WireException as [PasswordCheck#signIn]
  Session signIn(UUID request, String email, String password) {
    var account = authenticate(email, password);
    var id = DerivedId.of("session", account.id().toString(), request.toString());
    sessions.insert(id, account.id(), clock.instant());
    return new Session(id, account.id(), tokens.person(account.id(), id, account.roles()));
  }

  private Account authenticate(String email, String password) {
    return passwords.signIn(email, password);
  }
}
