package boxoffice.user.session;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Forgets sessions that are long over, with their refresh tokens: now and then, a few statements
/// of limited size each time.
@Component
final class ForgetSessions {
  private static final Logger log = LoggerFactory.getLogger(ForgetSessions.class);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST_STATEMENTS = 20;

  private final SessionStore sessions;
  private final RefreshTokenStore refreshTokens;
  private final Clock clock;

  ForgetSessions(SessionStore sessions, RefreshTokenStore refreshTokens, Clock clock) {
    this.sessions = sessions;
    this.refreshTokens = refreshTokens;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.session.forget-every:1h}")
  void forget() {
    var before = clock.instant().minus(KEPT);
    try {
      for (var statements = 0; statements < MOST_STATEMENTS; statements++) {
        var tokens = refreshTokens.forget(before);
        var over = sessions.forget(before);
        if (tokens == 0 && over == 0) {
          return;
        }
        log.info("forgot {} sessions that were long over, and {} refresh tokens", over, tokens);
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("sessions that are long over are not forgotten yet: {}", e.getMessage());
    }
  }
}
