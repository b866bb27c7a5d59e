package boxoffice.user.account;

import boxoffice.guard.limit.RateLimits;
import boxoffice.user.account.Accounts.Account;
import boxoffice.user.password.Passwords.Turn;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides whether somebody knows an account's password, and bounds how often that may be tried.
///
/// Three bounds, in this order: so many comparisons at once (memory, by the caller's turn), so many
/// tries at a time for an address (Redis), a hundred failures in a row (PostgreSQL). An address
/// without an account goes the same way and costs the same.
@Component
public final class PasswordCheck {
  private static final String SIGN_IN_LIMIT = "sign-in-account";

  private static final String OWNER_LIMIT = "password-account";

  private final AccountStore accounts;
  private final SignInFailures failures;
  private final RateLimits limits;

  PasswordCheck(AccountStore accounts, SignInFailures failures, RateLimits limits) {
    this.accounts = accounts;
    this.failures = failures;
    this.limits = limits;
  }

  /// For who wants to sign in. Whether the account lets its owner in is not asked here.
  ///
  /// @param email in any case, blanks around it allowed
  /// @return the account, whose password hash is the one that was compared
  /// @throws WireException INVALID_CREDENTIALS, RATE_LIMITED
  public Account signIn(Turn turn, String email, String password) {
    var address = EmailAddress.normalise(email);
    limits.take(SIGN_IN_LIMIT, address);
    var account = accounts.find(address).orElse(null);
    if (!isRight(turn, address, account, password) || account == null) {
      throw new WireException(
          ErrorReason.INVALID_CREDENTIALS, "the e-mail address or the password is wrong");
    }
    return renewed(turn, account, password);
  }

  /// For who is signed in and does what needs the password again.
  ///
  /// @throws WireException FORBIDDEN for a wrong or missing password; RATE_LIMITED
  public void confirm(Turn turn, UUID accountId, String password) {
    if (!isPasswordOf(turn, accountId, password)) {
      throw new WireException(ErrorReason.FORBIDDEN, "the password is wrong or missing");
    }
  }

  /// As [#confirm], with an answer in place of a refusal.
  public boolean isPasswordOf(Turn turn, UUID accountId, String password) {
    limits.take(OWNER_LIMIT, accountId.toString());
    var account = accounts.find(accountId).orElse(null);
    return !password.isEmpty()
        && account != null
        && isRight(turn, account.email(), account, password);
  }

  /// Forgets the wrong passwords that were tried for an address.
  public void forgive(DSLContext transaction, String address) {
    failures.clear(transaction, address);
  }

  /// Lets an address be tried at once, however often it was tried just now. Outside a transaction.
  public void forgetTries(String address) {
    limits.forget(SIGN_IN_LIMIT, address);
  }

  private boolean isRight(Turn turn, String address, @Nullable Account account, String password) {
    var hash = account == null ? null : account.passwordHash();
    failures.count(address);
    var right = turn.matches(password, hash);
    if (right) {
      failures.clear(address);
    }
    return right;
  }

  /// With a hash of today's parameters.
  private Account renewed(Turn turn, Account account, String password) {
    return turn.renewed(password, account.passwordHash())
        .filter(hash -> accounts.replaceHash(account, hash))
        .flatMap(hash -> accounts.find(account.id()))
        .orElse(account);
  }
}
