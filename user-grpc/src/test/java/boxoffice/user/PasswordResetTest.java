package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PasswordResetTest {
  private static final String SUBJECT = "Set a new password";
  private static final String NEXT = "quite another pass phrase";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

  private final String email = "resa-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    calls = new AccountCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void setsThePasswordEndsAllSessionsAndSignsNobodyInV6A2() {
    var person = user.buyer();
    user.signIn(person.email());
    var token = mailedToken(person.email());

    var answer = calls.reset(UUID.randomUUID(), token, NEXT);

    assertThat(answer.getSerializedSize()).isZero();
    assertThat(UsersSql.liveSessions(person.accountId())).isZero();
    assertThat(
            UsersSql.count(
                """
                users.revocation r join users.session s on r.revoked_id = s.id::text
                where s.account_id = ? and r.not_before = ?
                """,
                person.accountId(),
                Long.MAX_VALUE))
        .isEqualTo(2);
    assertThat(Refusals.reason(() -> user.signIn(person.email())))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    assertThat(user.signIn(UUID.randomUUID(), person.email(), NEXT).getAccountId())
        .isEqualTo(person.accountId().toString());
    assertThat(calls.awaitMail(person.email(), "was changed").text()).doesNotContain("#token=");
  }

  @Test
  void worksOnceButLetsItsRequestRepeat() {
    var person = user.buyer();
    var token = mailedToken(person.email());
    var request = UUID.randomUUID();

    calls.reset(request, token, NEXT);
    calls.reset(request, token, NEXT);

    assertThat(Refusals.reason(() -> calls.reset(request, token, "not what was asked before")))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(Refusals.reason(() -> calls.reset(UUID.randomUUID(), token, NEXT)))
        .isEqualTo(ErrorReason.INVALID_CODE);
    calls.awaitMail(person.email(), "was changed");
    assertThat(
            user.inbox().messagesTo(person.email()).stream()
                .filter(mail -> mail.subject().contains("was changed")))
        .hasSize(1);
  }

  @Test
  void refusesWrongUsedExpiredAndForeignTokensInTheSameBytesV1() {
    var used = mailedToken(user.buyer().email());
    calls.reset(UUID.randomUUID(), used, NEXT);
    calls.register(email, NEXT);
    var ofAnotherPurpose = calls.awaitToken(email, "confirm");
    var expired = mailedToken(user.buyer().email());
    UsersSql.update(
        "update users.mailed_link set expires_at = now() where token_hash = sha256(?::bytea)",
        expired);
    var wrong = (used.startsWith("A") ? "B" : "A") + used.substring(1);

    var answers =
        Stream.of(wrong, used, expired, ofAnotherPurpose, "x")
            .map(token -> Refusals.failure(() -> calls.reset(UUID.randomUUID(), token, NEXT)))
            .map(failure ->
                failure.getStatus()
                    + " "
                    + ErrorStatus.info(failure).orElseThrow()
                    + failure.getTrailers())
            .distinct();

    assertThat(answers).singleElement().asString().contains("INVALID_CODE");
    user.verify(UUID.randomUUID(), ofAnotherPurpose); // still unused
    var reset = mailedToken(email);
    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), reset)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void leavesTheLinkUnusedWhenThePasswordIsTooCommonU8() {
    var person = user.buyer();
    var token = mailedToken(person.email());

    var failure = Refusals.failure(() -> calls.reset(UUID.randomUUID(), token, "Password1234!"));
    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    assertThat(ErrorStatus.info(failure).orElseThrow().getMetadataMap())
        .containsEntry("field", "new_password");

    calls.reset(UUID.randomUUID(), token, NEXT);
    assertThat(user.signIn(UUID.randomUUID(), person.email(), NEXT).getAccountId()).isNotEmpty();
  }

  @Test
  void sendsNothingToAnAddressWithoutAnAccountU3() {
    var known = user.buyer().email();
    user.inbox().clear();

    assertThat(calls.requestReset(email)).isEqualTo(calls.requestReset(known));

    assertThat(user.inbox().messagesTo(email)).isEmpty();
    assertThat(calls.awaitMail(known, SUBJECT).html()).contains("/reset-password#token=");
  }

  @Test
  void provesAnAddressThatWaitedAndVoidsItsOtherLinks() {
    calls.register(email, "somebody elses pass phrase");
    var verification = calls.awaitToken(email, "confirm");
    var token = mailedToken(email);

    calls.reset(UUID.randomUUID(), token, NEXT);

    assertThat(user.signIn(UUID.randomUUID(), email, NEXT).getAccountId()).isNotEmpty();
    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), verification)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void voidsOtherResetLinks() {
    var person = user.buyer();
    var first = mailedToken(person.email());
    var second = mailedToken(person.email());

    calls.reset(UUID.randomUUID(), second, NEXT);

    assertThat(first).isNotEqualTo(second);
    assertThat(Refusals.reason(() -> calls.reset(UUID.randomUUID(), first, NEXT + NEXT)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void sendsNothingToWhomAnAdminKeepsOut() {
    var person = user.buyer();
    UsersSql.update(
        "update users.account set disabled_at = now() where id = ?", person.accountId());
    user.inbox().clear();

    calls.requestReset(person.email());

    assertThat(user.inbox().messagesTo(person.email())).isEmpty();
  }

  private static String mailedToken(String address) {
    calls.requestReset(address);
    return calls.awaitToken(address, SUBJECT);
  }
}
