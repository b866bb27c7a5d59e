package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.RefreshSessionResponse;
import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.auth0.jwt.JWT;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Refresh tokens (rows T1 to T7 and A3).
class RefreshTest {
  private static final String IN_THE_PAST = "now() - interval '1 second'";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SessionCalls sessions;

  @BeforeAll
  static void start() {
    user =
        RunningUserGrpc.start(
            "--boxoffice.guard.limits.sign-in-account.burst=1000",
            "--boxoffice.guard.limits.sign-in-account.every=1ms",
            "--boxoffice.guard.limits.refresh-session.every=1h"); // none comes back meanwhile
    sessions = new SessionCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void keepsASessionWithEachTokenOnce() {
    var first = sessions.signIn(user.person("buyer").email());

    var second = sessions.refresh(first.getRefreshToken());
    var third = sessions.refresh(second.getRefreshToken());

    assertThat(List.of(second.getSessionId(), third.getSessionId()))
        .containsOnly(first.getSessionId());
    assertThat(List.of(first.getRefreshToken(), second.getRefreshToken(), third.getRefreshToken()))
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    var claims = JWT.decode(third.getAccessToken());
    assertThat(claims.getSubject()).isEqualTo(first.getAccountId());
    assertThat(claims.getClaim("sid").asString()).isEqualTo(first.getSessionId());
    assertThat(claims.getClaim("roles").asList(String.class)).containsExactly("buyer");
  }

  @Test
  void livesSevenDaysIdleAndNeverLongerThanItsSession() {
    var first = sessions.signIn(user.person("buyer").email());
    assertThat(left(first)).isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));

    UsersSql.update(
        "update users.session set expires_at = now() + interval '2 days' where id = ?",
        UUID.fromString(first.getSessionId()));
    var second = sessions.refresh(first.getRefreshToken());

    assertThat(left(second)).isBetween(Duration.ofDays(2).minusMinutes(1), Duration.ofDays(2));
  }

  @Test
  void t1EndsTheFamilyOfATokenThatIsUsedTwice() {
    var first = sessions.signIn(user.person("buyer").email());
    var second = sessions.refresh(first.getRefreshToken());

    refuses(first.getRefreshToken());

    refuses(second.getRefreshToken());
    assertEnded(first.getSessionId(), "refresh-token-reused");
    assertThat(audited(first.getSessionId())).containsExactly("refresh-token-reused");
    refuses(first.getRefreshToken());
    assertThat(audited(first.getSessionId())).hasSize(1);
  }

  @Test
  void a3EndsTheFamilyHoweverOldTheTokenIs() {
    var first = sessions.signIn(user.person("buyer").email());
    var last = sessions.refresh(first.getRefreshToken());
    for (var i = 0; i < 5; i++) {
      last = sessions.refresh(last.getRefreshToken());
    }

    refuses(first.getRefreshToken());

    refuses(last.getRefreshToken());
    assertEnded(first.getSessionId(), "refresh-token-reused");
  }

  @Test
  void t2LeavesNoLiveChildOfTwoAtOnce() throws Exception {
    var email = user.person("buyer").email();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < 30; round++) {
        var first = sessions.signIn(email);
        Callable<String> refresh = () -> childOrNone(first.getRefreshToken());
        var answers =
            threads.invokeAll(List.of(refresh, refresh, refresh)).stream()
                .map(answer -> answer.resultNow())
                .filter(child -> !child.isEmpty())
                .toList();

        assertThat(answers).hasSize(1);
        refuses(answers.getFirst());
        assertEnded(first.getSessionId(), "refresh-token-reused");
      }
    }
  }

  @Test
  void t3GivesTheSameTokenToTheSameRequest() {
    var first = sessions.signIn(user.person("buyer").email());
    var request = UUID.randomUUID();

    var answer = sessions.refresh(request, first.getRefreshToken());
    var again = sessions.refresh(request, first.getRefreshToken());

    assertThat(again.getRefreshToken()).isEqualTo(answer.getRefreshToken());
    assertThat(again.getRefreshTokenExpireTime()).isEqualTo(answer.getRefreshTokenExpireTime());
    assertThat(tokens(first.getSessionId())).hasSize(2);
    assertThat(sessions.refresh(again.getRefreshToken()).getSessionId())
        .isEqualTo(first.getSessionId());
  }

  @Test
  void t3GivesParallelRepetitionsTheSameToken() throws Exception {
    var first = sessions.signIn(user.person("buyer").email());
    var request = UUID.randomUUID();
    Callable<String> refresh =
        () -> sessions.refresh(request, first.getRefreshToken()).getRefreshToken();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var children =
          threads.invokeAll(List.of(refresh, refresh, refresh, refresh)).stream()
              .map(answer -> answer.resultNow())
              .distinct();

      assertThat(children).hasSize(1);
    }
    assertThat(tokens(first.getSessionId())).hasSize(2);
  }

  @Test
  void t3EndsTheFamilyWhenTheRequestIsRepeatedTooLate() {
    var first = sessions.signIn(user.person("buyer").email());
    var request = UUID.randomUUID();
    var child = sessions.refresh(request, first.getRefreshToken());
    UsersSql.update(
        "update users.refresh_token set used_at = used_at - interval '31 seconds' where session_id = ? and used_at is not null",
        UUID.fromString(first.getSessionId()));

    assertThat(Refusals.reason(() -> sessions.refresh(request, first.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);

    refuses(child.getRefreshToken());
  }

  @Test
  void t4RefusesAfterSigningOut() {
    var first = sessions.signIn(user.person("buyer").email());
    sessions.end(first.getAccessToken(), first.getSessionId());

    refuses(first.getRefreshToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users.session set expires_at = " + IN_THE_PAST + " where id",
        "users.refresh_token set expires_at = " + IN_THE_PAST + " where session_id",
      })
  void t4RefusesAfterEachLifetime(String change) {
    var first = sessions.signIn(user.person("buyer").email());
    UsersSql.update("update " + change + " = ?", UUID.fromString(first.getSessionId()));

    refuses(first.getRefreshToken());
    assertThat(audited(first.getSessionId())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled_at", "closed_at"})
  void t4RefusesAnAccountThatIsKeptOut(String column) {
    var first = sessions.signIn(user.person("buyer").email());
    UsersSql.update(
        "update users.account set " + column + " = now() where id = ?",
        UUID.fromString(first.getAccountId()));

    refuses(first.getRefreshToken());
  }

  @Test
  void t5MarksBothSessionsOfTokensThatDoNotBelongTogether() {
    var ada = sessions.signIn(user.person("buyer").email());
    var bob = sessions.signIn(user.person("buyer").email());

    assertThat(
            Refusals.reason(
                () -> sessions.refreshFrom(bob.getAccessToken(), ada.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);

    for (var session : List.of(ada.getSessionId(), bob.getSessionId())) {
      assertThat(
              UsersSql.value(
                  "select marked_at is not null and ended_at is null from users.session where id = ?",
                  UUID.fromString(session)))
          .isEqualTo(true);
      assertThat(audited(session)).hasSize(1);
    }
    assertThat(sessions.refreshFrom(ada.getAccessToken(), ada.getRefreshToken()).getSessionId())
        .isEqualTo(ada.getSessionId());
  }

  @Test
  void t5NeverWaitsForItselfCrosswise() throws Exception {
    var ada = sessions.signIn(user.person("buyer").email());
    var bob = sessions.signIn(user.person("buyer").email());
    Callable<ErrorReason> one =
        () ->
            Refusals.reason(
                () -> sessions.refreshFrom(bob.getAccessToken(), ada.getRefreshToken()));
    Callable<ErrorReason> other =
        () ->
            Refusals.reason(
                () -> sessions.refreshFrom(ada.getAccessToken(), bob.getRefreshToken()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < 4; round++) {
        assertThat(threads.invokeAll(List.of(one, other)))
            .allMatch(answer -> answer.resultNow() == ErrorReason.INVALID_TOKEN);
      }
    }
  }

  @Test
  void t6RefusesWhateverNeverWasOneInTheSameWords() {
    var real = sessions.signIn(user.person("buyer").email()).getRefreshToken();
    var guessed = (real.startsWith("A") ? "B" : "A") + real.substring(1);
    var bad =
        List.of(guessed, real.substring(0, 42), real + "A", "", "\u0000", "x".repeat(200_000), "é");

    var texts =
        bad.stream()
            .map(token -> Refusals.failure(() -> sessions.refresh(token)))
            .map(failure -> failure.getStatus().getCode() + failure.getMessage())
            .distinct();

    assertThat(texts)
        .containsExactly("UNAUTHENTICATED" + "UNAUTHENTICATED: the refresh token is not valid");
    assertThat(sessions.refresh(real).getRefreshToken()).isNotEmpty();
  }

  @Test
  void t7KeepsNothingButTheHash() throws Exception {
    var first = sessions.signIn(user.person("buyer").email());
    var second = sessions.refresh(first.getRefreshToken());
    var sha256 = MessageDigest.getInstance("SHA-256");

    for (var text : List.of(first.getRefreshToken(), second.getRefreshToken())) {
      assertThat(tokens(first.getSessionId()))
          .anySatisfy(hash ->
              assertThat((byte[]) hash)
                  .isEqualTo(sha256.digest(text.getBytes(StandardCharsets.US_ASCII))));
      assertThat(
              UsersSql.all(
                  """
                  select x from (
                    select session::text x from users.session
                    union all select refresh_token::text from users.refresh_token
                    union all select audit_entry::text from users.audit_entry) t
                  where x like '%' || ? || '%'
                  """,
                  text))
          .isEmpty();
    }
  }

  @Test
  void carriesTheRolesOfTheMomentAndATimeThatNoRevocationRefuses() {
    var first = sessions.signIn(user.person("buyer").email());
    var notBefore = Instant.now().getEpochSecond() + 300;
    UsersSql.update(
        "update users.account set roles = array['door'], not_before = ? where id = ?",
        notBefore,
        UUID.fromString(first.getAccountId()));

    var claims = JWT.decode(sessions.refresh(first.getRefreshToken()).getAccessToken());

    assertThat(claims.getClaim("roles").asList(String.class)).containsExactly("door");
    assertThat(claims.getIssuedAtAsInstant().getEpochSecond()).isEqualTo(notBefore + 1);
    assertThat(Duration.between(claims.getIssuedAtAsInstant(), claims.getExpiresAtAsInstant()))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void limitsHowOftenASessionIsRefreshed() {
    var token = sessions.signIn(user.person("buyer").email()).getRefreshToken();
    for (var i = 0; i < 10; i++) {
      token = sessions.refresh(token).getRefreshToken();
    }
    var last = token;

    assertThat(Refusals.reason(() -> sessions.refresh(last))).isEqualTo(ErrorReason.RATE_LIMITED);
    var other = sessions.signIn(user.person("buyer").email());
    assertThat(sessions.refresh(other.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  @Test
  void failsClosedWithoutRedisAndUsesNothing() {
    var first = sessions.signIn(user.person("buyer").email());
    try (var alone = RunningUserGrpc.start("--boxoffice.guard.redis.port=1")) {
      assertThat(
              Refusals.reason(
                  () -> new SessionCalls(alone.once()).refresh(first.getRefreshToken())))
          .isEqualTo(ErrorReason.SERVICE_UNAVAILABLE);
    }

    assertThat(sessions.refresh(first.getRefreshToken()).getSessionId())
        .isEqualTo(first.getSessionId());
  }

  private static String childOrNone(String token) {
    try {
      return sessions.refresh(token).getRefreshToken();
    } catch (StatusRuntimeException e) {
      assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVALID_TOKEN);
      return "";
    }
  }

  private static void refuses(String token) {
    assertThat(Refusals.reason(() -> sessions.refresh(token))).isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  private static void assertEnded(String session, String reason) {
    assertThat(
            UsersSql.value(
                "select end_reason from users.session where id = ? and ended_at is not null",
                UUID.fromString(session)))
        .isEqualTo(reason);
    assertThat(
            UsersSql.all("select not_before from users.revocation where revoked_id = ?", session))
        .containsExactly(Long.MAX_VALUE);
  }

  private static List<Object> audited(String session) {
    return UsersSql.all(
        "select action from users.audit_entry where subject = ? and actor = 'system'", session);
  }

  private static List<Object> tokens(String session) {
    return UsersSql.all(
        "select token_hash from users.refresh_token where session_id = ?",
        UUID.fromString(session));
  }

  private static Duration left(SignInResponse tokens) {
    return left(tokens.getRefreshTokenExpireTime().getSeconds());
  }

  private static Duration left(RefreshSessionResponse tokens) {
    return left(tokens.getRefreshTokenExpireTime().getSeconds());
  }

  private static Duration left(long until) {
    return Duration.between(Instant.now(), Instant.ofEpochSecond(until).plusSeconds(1))
        .minusSeconds(1);
  }
}
