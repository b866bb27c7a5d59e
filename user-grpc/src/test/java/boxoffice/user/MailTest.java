package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.MigratedPostgres;
import boxoffice.parts.inbox.Inbox;
import boxoffice.wire.ErrorReason;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Mails under conditions of their own: one user-grpc at a time, so that no other one sends them.
class MailTest {
  private final String email = "mia-" + UUID.randomUUID() + "@example.com";

  @Test
  void refusesAnExpiredTokenV1() {
    try (var hasty = RunningUserGrpc.start("--boxoffice.user.link-life=1ms")) {
      hasty.register(UUID.randomUUID(), email);
      var token = hasty.awaitMailedToken(email);

      assertThat(Refusals.reason(() -> hasty.verify(UUID.randomUUID(), token)))
          .isEqualTo(ErrorReason.INVALID_CODE);
    }
  }

  @Test
  void sendsTheMailOnceTheMailServerIsBackE1() throws Exception {
    var gone = Inbox.start();
    var port = gone.smtpPort();
    gone.close();
    try (var lonely = RunningUserGrpc.start("--spring.mail.port=" + port)) {
      lonely.register(UUID.randomUUID(), email);
      awaitFailedAttempt();
      assertThat(Refusals.reason(() -> lonely.signIn(email)))
          .isEqualTo(ErrorReason.EMAIL_NOT_VERIFIED);

      try (var back = Inbox.start(port, 0)) {
        var mail = back.awaitMessageTo(email, Duration.ofSeconds(20));
        lonely.verify(UUID.randomUUID(), RunningUserGrpc.tokenIn(mail.text()));
      }

      assertThat(lonely.signIn(email).accessToken()).isNotEmpty();
    }
  }

  private void awaitFailedAttempt() throws SQLException {
    var end = System.nanoTime() + RunningUserGrpc.PATIENCE.toNanos();
    while (!hasFailedAttempt()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// Due again sooner than the lease of an attempt under way would say.
  private boolean hasFailedAttempt() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(), "user_grpc", MigratedPostgres.userGrpcPassword());
        var query =
            connection.prepareStatement(
                """
                select 1 from users.outbox
                where payload ->> 'email' = ? and attempts > 0 and published_at is null
                  and due_at < now() + interval '30 s'
                """)) {
      query.setString(1, email);
      return query.executeQuery().next();
    }
  }
}
