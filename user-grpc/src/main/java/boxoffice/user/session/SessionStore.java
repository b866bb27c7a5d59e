package boxoffice.user.session;

import static boxoffice.db.users.Tables.SESSION;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/// Sessions in PostgreSQL.
@Component
class SessionStore {
  /// Rows of one statement: PostgreSQL takes 65535 values in one.
  private static final int BATCH = 1_000;

  private final DSLContext sql;

  SessionStore(DSLContext sql) {
    this.sql = sql;
  }

  /// All or none, in few statements.
  ///
  /// @param accounts by session
  void insertAll(Map<UUID, UUID> accounts, Instant now) {
    var rows =
        accounts.entrySet().stream()
            .map(session -> DSL.row(session.getKey(), session.getValue(), now))
            .toList();
    sql.transaction(transaction -> {
      for (var from = 0; from < rows.size(); from += BATCH) {
        transaction
            .dsl()
            .insertInto(SESSION, SESSION.ID, SESSION.ACCOUNT_ID, SESSION.CREATED_AT)
            .valuesOfRows(rows.subList(from, Math.min(from + BATCH, rows.size())))
            .execute();
      }
    });
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
