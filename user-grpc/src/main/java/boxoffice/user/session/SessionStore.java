package boxoffice.user.session;

import static boxoffice.db.users.Tables.SESSION;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Sessions in PostgreSQL.
@Component
class SessionStore {
  private final DSLContext sql;

  SessionStore(DSLContext sql) {
    this.sql = sql;
  }

  /// Does nothing when it is there already.
  void insert(UUID id, UUID account, Instant now) {
    sql.insertInto(SESSION)
        .set(SESSION.ID, id)
        .set(SESSION.ACCOUNT_ID, account)
        .set(SESSION.CREATED_AT, now)
        .onConflictDoNothing()
        .execute();
  }
}
