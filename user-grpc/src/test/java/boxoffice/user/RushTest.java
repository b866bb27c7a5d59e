package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.account.Accounts;
import boxoffice.user.password.Passwords;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// More who sign in than there are turns to have a password hashed: every turn is somebody's, and
/// nobody may wait for one.
class RushTest {
  private static final int TURNS = 2 * Runtime.getRuntime().availableProcessors();
  private static final int CONNECTIONS = 2;
  private static final String NEW = "another horse and battery";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  private final AccountCalls calls = new AccountCalls(user, user.once());
  private final SessionCalls sessions = new SessionCalls(user.once());
  private final String email = "ruth-" + UUID.randomUUID() + "@example.com";
  private final Deque<Passwords.Turn> turns = new ArrayDeque<>();

  @BeforeAll
  static void start() {
    user =
        RunningUserGrpc.start(
            "--boxoffice.user.passwords.waiting-per-core=0",
            "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
            "--boxoffice.guard.limits.sign-in-account.burst=1",
            "--boxoffice.guard.limits.sign-in-account.every=1h");
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @AfterEach
  void endTurns() {
    turns.forEach(Passwords.Turn::close);
    turns.clear();
  }

  @Test
  void turnsSignInsAwayBeforeItAsksRedisOrPostgresU11() throws SQLException {
    user.bean(Accounts.class).create(email, RunningUserGrpc.PASSWORD, "Ruth", Set.of("buyer"));
    takeAllTurns();

    try (var first = connection();
        var second = connection()) { // whoever asks PostgreSQL hears that there is none left
      assertThat(List.of(first, second)).hasSize(CONNECTIONS);
      for (var time = 0; time < 5; time++) {
        assertOverloaded(() -> sessions.signIn(email));
        assertOverloaded(() -> sessions.signIn("nobody-" + email));
      }
    }

    endTurns();
    assertThat(failures()).isEqualTo("");
    // it has one try an hour, which is still there
    assertThat(user.signIn(email).email()).isEqualTo(email);
    assertThat(Refusals.reason(() -> user.signIn(email))).isEqualTo(ErrorReason.RATE_LIMITED);
  }

  @Test
  void turnsEverythingElseAwayThatHashes() {
    var token = user.person("buyer").accessToken();
    takeAllTurns();

    assertOverloaded(() -> calls.register(email, RunningUserGrpc.PASSWORD));
    assertOverloaded(() -> calls.reset(UUID.randomUUID(), "A".repeat(43), NEW));
    assertOverloaded(
        () -> calls.changePassword(UUID.randomUUID(), token, RunningUserGrpc.PASSWORD, NEW));
    assertOverloaded(
        () -> calls.changeEmail(UUID.randomUUID(), token, email, RunningUserGrpc.PASSWORD));
    assertOverloaded(() -> calls.close(UUID.randomUUID(), token, RunningUserGrpc.PASSWORD));
  }

  @Test
  void answersEverythingThatHashesNothing() {
    user.bean(Accounts.class).create(email, RunningUserGrpc.PASSWORD, "Ruth", Set.of("buyer"));
    var session = sessions.signIn(email);
    takeAllTurns();

    assertThat(calls.account(session.getAccessToken()).getEmail()).isEqualTo(email);
    assertThat(sessions.list(session.getAccessToken(), 10, "").getSessionsList()).hasSize(1);
    var refreshed = sessions.refresh(session.getRefreshToken());
    assertThat(user.clientToken()).isNotEmpty();
    sessions.end(refreshed.getAccessToken(), refreshed.getSessionId());

    assertThat(Refusals.reason(() -> sessions.refresh(refreshed.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  private void takeAllTurns() {
    var passwords = user.bean(Passwords.class);
    for (var turn = 0; turn < TURNS; turn++) {
      turns.add(passwords.turn());
    }
  }

  private static Connection connection() throws SQLException {
    return user.bean(DataSource.class).getConnection();
  }

  private String failures() {
    return UsersSql.one(
        "select failures from users.sign_in_failure where address_hash = sha256(?::bytea)", email);
  }

  private static void assertOverloaded(ThrowingCallable call) {
    var failure = Refusals.failure(call);
    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.OVERLOADED);
    assertThat(failure.getMessage()).contains("too many passwords at once");
  }
}
