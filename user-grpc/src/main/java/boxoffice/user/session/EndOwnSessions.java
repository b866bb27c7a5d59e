package boxoffice.user.session;

import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ends sessions because their person says so. Safe to repeat.
@Component
class EndOwnSessions {
  private final DSLContext sql;
  private final EndSessions endSessions;

  EndOwnSessions(DSLContext sql, EndSessions endSessions) {
    this.sql = sql;
    this.endSessions = endSessions;
  }

  /// @throws WireException NOT_FOUND for a session of somebody else
  void one(UUID account, UUID session) {
    sql.transaction(transaction -> {
      if (!SessionStore.isOf(transaction.dsl(), session, account)) {
        throw WireException.notFound("session");
      }
      endSessions.endOne(transaction.dsl(), session, "signed-out");
    });
  }

  /// @param except goes on; null for none
  void all(UUID account, @Nullable UUID except) {
    sql.transaction(transaction -> {
      SessionStore.lockAccount(transaction.dsl(), account);
      endSessions.endAllOf(transaction.dsl(), account, except, "signed-out-everywhere");
    });
  }
}
