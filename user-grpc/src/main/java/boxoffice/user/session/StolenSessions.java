package boxoffice.user.session;

import boxoffice.user.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What happens to a session that looks stolen, in the transaction of who noticed.
@Component
class StolenSessions {
  private final EndSessions endSessions;
  private final AuditLog audit;
  private final Clock clock;

  StolenSessions(EndSessions endSessions, AuditLog audit, Clock clock) {
    this.endSessions = endSessions;
    this.audit = audit;
    this.clock = clock;
  }

  /// A refresh token came together with the access token of another session.
  void mark(DSLContext sql, UUID session, @Nullable UUID other) {
    if (other == null) {
      return;
    }
    SessionStore.mark(sql, List.of(session, other), clock.instant());
    note(sql, "refresh-token-with-other-session", session, Map.of("other_session", other));
    note(sql, "access-token-with-other-session", other, Map.of("other_session", session));
  }

  /// A used refresh token came again. Comes last in a transaction.
  void end(DSLContext sql, UUID session) {
    SessionStore.mark(sql, List.of(session), clock.instant());
    note(sql, "refresh-token-reused", session, Map.of("ended", true));
    endSessions.endOne(sql, session, "refresh-token-reused");
  }

  private void note(DSLContext sql, String action, UUID session, Map<String, ?> after) {
    audit.add(
        sql, new AuditLog.Entry(AuditLog.SYSTEM, action, session.toString(), Map.of(), after));
  }
}
