package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.ErrorReason;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Limits as they come, and what is forgotten by itself: one user-grpc at a time.
class LimitTest {
  private final String email = "lisa-" + UUID.randomUUID() + "@example.com";

  @Test
  void forgetsOldFailuresAtItsStart() {
    UsersSql.update(
        "insert into users.sign_in_failure values (sha256(?::bytea), 100, now() - interval '31 days')",
        email);

    try (var user = RunningUserGrpc.start()) {
      assertThat(user.port()).isPositive();
      Until.holds(
          "old failures are forgotten",
          () ->
              UsersSql.count("users.sign_in_failure where address_hash = sha256(?::bytea)", email)
                  == 0);
    }
  }

  @Test
  void limitsTriesAtATimeAndForgetsThemAtAResetA8() {
    // none comes back meanwhile
    try (var user = RunningUserGrpc.start("--boxoffice.guard.limits.sign-in-account.every=1h")) {
      var calls = new AccountCalls(user);
      var known = user.person("buyer").email(); // signed in once
      for (int attempt = 0; attempt < 9; attempt++) {
        assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), known, "a wrong one")))
            .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
      }
      assertThat(Refusals.reason(() -> user.signIn(known))).isEqualTo(ErrorReason.RATE_LIMITED);

      calls.requestReset(known);
      calls.reset(
          UUID.randomUUID(), calls.awaitToken(known, "Set a new password"), "by reset I get in");

      assertThat(user.signIn(UUID.randomUUID(), known, "by reset I get in").getAccountId())
          .isNotEmpty();
    }
  }

  @Test
  void keepsTheWayBackOpenHoweverManyOtherMailsAreAskedForA8() {
    try (var user = RunningUserGrpc.start()) {
      var calls = new AccountCalls(user);
      var known = user.person("buyer").email();
      for (int mail = 0; mail < 5; mail++) {
        calls.resend(known);
      }
      assertThat(Refusals.reason(() -> calls.resend(known))).isEqualTo(ErrorReason.RATE_LIMITED);

      calls.requestReset(known);

      assertThat(calls.awaitToken(known, "Set a new password")).isNotEmpty();
    }
  }
}
