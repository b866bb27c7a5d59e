package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.Session;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Starting, listing and ending sessions (rows T4 and T8).
class SessionTest {
  private static final Duration T_REV = Duration.ofSeconds(2);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SessionCalls sessions;

  private final String email = user.person("buyer").email();

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    sessions = new SessionCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void givesTheSameRefreshTokenToTheSameSignInWhileItIsUnused() {
    var request = UUID.randomUUID();
    var first = sessions.signIn(request, email, "a phone");
    var again = sessions.signIn(request, email, "a phone");

    assertThat(again.getRefreshToken()).isEqualTo(first.getRefreshToken());
    assertThat(again.getRefreshTokenExpireTime()).isEqualTo(first.getRefreshTokenExpireTime());

    var next = sessions.refresh(first.getRefreshToken());
    assertThat(Refusals.reason(() -> sessions.signIn(request, email, "a phone")))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(sessions.refresh(next.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  @Test
  void refusesASignInAgainOnceItsSessionHasEnded() {
    var request = UUID.randomUUID();
    var first = sessions.signIn(request, email, "a phone");
    sessions.end(first.getAccessToken(), first.getSessionId());

    assertThat(Refusals.reason(() -> sessions.signIn(request, email, "a phone")))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void refusesTheSameRequestWithAnotherDevice() {
    var request = UUID.randomUUID();
    var first = sessions.signIn(request, email, "a phone");

    assertThat(Refusals.reason(() -> sessions.signIn(request, email, "a tablet")))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(sessions.refresh(first.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  @Test
  void t8GivesWhoSignsInAgainAnotherSessionAndEndsTheOneBefore() {
    var before = sessions.signIn(email);
    var after = sessions.signInFrom(before.getAccessToken(), email);

    assertThat(after.getSessionId()).isNotEqualTo(before.getSessionId());
    assertThat(Refusals.reason(() -> sessions.refresh(before.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
    assertThat(
            UsersSql.all(
                "select 1 from users.revocation where revoked_id = ?", before.getSessionId()))
        .hasSize(1);
    assertThat(sessions.refresh(after.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  @Test
  void tellsADisabledPersonSoWhoKnowsThePassword() {
    UsersSql.update("update users.account set disabled_at = now() where email = ?", email);

    assertThat(Refusals.reason(() -> sessions.signIn(email))).isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, "a wrong password")))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void listsLiveSessionsTheLastUsedFirst() {
    UsersSql.update(
        "delete from users.session where account_id = (select id from users.account where email = ?) and id not in (select session_id from users.refresh_token)",
        email);
    var phone = sessions.signIn(UUID.randomUUID(), email, "a phone");
    var tablet = sessions.signIn(UUID.randomUUID(), email, "a tablet");
    var gone = sessions.signIn(UUID.randomUUID(), email, "gone");
    var over = sessions.signIn(UUID.randomUUID(), email, "over");
    var idle = sessions.signIn(UUID.randomUUID(), email, "idle");
    sessions.end(phone.getAccessToken(), gone.getSessionId());
    UsersSql.update(
        "update users.session set expires_at = now() where id = ?",
        UUID.fromString(over.getSessionId()));
    UsersSql.update(
        "update users.session set last_used_at = now() - interval '8 days' where id = ?",
        UUID.fromString(idle.getSessionId()));
    assertThat(sessions.refresh(phone.getRefreshToken()).getRefreshToken()).isNotEmpty();

    var found = all(tablet.getAccessToken());

    assertThat(found).extracting(Session::getDevice).startsWith("a phone", "a tablet");
    assertThat(found).extracting(Session::getDevice).doesNotContain("gone", "over", "idle");
    assertThat(found.stream().filter(Session::getCurrent))
        .extracting(Session::getSessionId)
        .containsExactly(tablet.getSessionId());
    var first = found.getFirst();
    assertThat(first.getLastUseTime().getSeconds())
        .isGreaterThanOrEqualTo(first.getCreateTime().getSeconds());
    assertThat(first.getExpireTime().getSeconds() - first.getCreateTime().getSeconds())
        .isEqualTo(30L * 24 * 3600);
  }

  @Test
  void a1RefusesTheAccessTokenOfAnEndedSessionWithinTwoSeconds() {
    var ended = sessions.signIn(email);
    var caller = sessions.signIn(email);
    sessions.end(caller.getAccessToken(), ended.getSessionId());

    Until.holds("its access token is refused", T_REV, () -> isRefused(ended.getAccessToken()));
    assertThat(sessions.list(caller.getAccessToken(), 1, "").getSessionsList()).isNotEmpty();
  }

  private static boolean isRefused(String token) {
    try {
      return sessions.list(token, 1, "").getSessionsCount() < 0;
    } catch (StatusRuntimeException e) {
      assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVALID_TOKEN);
      return true;
    }
  }

  @Test
  void knowsNoPageOfAnotherList() {
    var token = sessions.signIn(email).getAccessToken();

    assertThat(Refusals.reason(() -> sessions.list(token, 1, "bm90IG9uZQ")))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void endsOnlyOnesOwnAndTellsNobodyMore() {
    var mine = sessions.signIn(email);
    var theirs = sessions.signIn(user.person("buyer").email());

    var foreign =
        Refusals.failure(() -> sessions.end(mine.getAccessToken(), theirs.getSessionId()));
    var unknown =
        Refusals.failure(() -> sessions.end(mine.getAccessToken(), UUID.randomUUID().toString()));

    assertThat(foreign.getMessage()).isEqualTo(unknown.getMessage()).startsWith("NOT_FOUND");
    assertThat(sessions.refresh(theirs.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  @Test
  void endsASessionOnceHoweverOftenItIsAsked() {
    var caller = sessions.signIn(email).getAccessToken();
    var session = sessions.signIn(email).getSessionId();

    sessions.end(caller, session);
    sessions.end(caller, session);

    assertThat(UsersSql.all("select 1 from users.revocation where revoked_id = ?", session))
        .hasSize(1);
  }

  @Test
  void t4EndsAllButTheCallersOrAll() {
    var phone = sessions.signIn(email);
    var tablet = sessions.signIn(email);

    sessions.endAll(phone.getAccessToken(), true);

    assertThat(Refusals.reason(() -> sessions.refresh(tablet.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
    var next = sessions.refresh(phone.getRefreshToken());

    sessions.endAll(next.getAccessToken(), false);

    assertThat(Refusals.reason(() -> sessions.refresh(next.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  @Test
  void forgetsWhatIsLongOverAndNothingElse() {
    var over = sessions.signIn(email);
    var live = sessions.signIn(email);
    UsersSql.update(
        "update users.session set expires_at = now() - interval '31 days' where id = ?",
        UUID.fromString(over.getSessionId()));

    try (var other = RunningUserGrpc.start("--boxoffice.user.session.forget-every=100ms")) {
      assertThat(other.port()).isPositive();
      Until.holds(
          "the session is forgotten",
          RunningUserGrpc.PATIENCE,
          () ->
              UsersSql.all(
                      "select 1 from users.session where id = ?",
                      UUID.fromString(over.getSessionId()))
                  .isEmpty());
    }

    assertThat(
            UsersSql.all(
                "select 1 from users.refresh_token where session_id = ?",
                UUID.fromString(over.getSessionId())))
        .isEmpty();
    assertThat(sessions.refresh(live.getRefreshToken()).getRefreshToken()).isNotEmpty();
  }

  private static List<Session> all(String token) {
    var found = new ArrayList<Session>();
    var next = "";
    do {
      var page = sessions.list(token, 1, next);
      assertThat(page.getSessionsCount()).isLessThanOrEqualTo(1);
      found.addAll(page.getSessionsList());
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return found;
  }
}
