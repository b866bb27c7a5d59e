package boxoffice.user.session;

import static boxoffice.db.users.Tables.ACCOUNT;
import static boxoffice.db.users.Tables.REFRESH_TOKEN;
import static boxoffice.db.users.Tables.SESSION;

import boxoffice.db.users.tables.records.SessionRecord;
import boxoffice.user.TimeKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sessions in PostgreSQL, and what an account says about them.
@Component
class SessionStore {
  /// Rows of one statement: PostgreSQL takes 65535 values in one.
  private static final int BATCH = 1_000;

  private final DSLContext sql;

  SessionStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param ended by somebody, or null
  record Row(
      UUID id,
      UUID account,
      String device,
      Instant created,
      Instant lastUsed,
      Instant expires,
      @Nullable Instant ended) {

    boolean isLive(Instant now) {
      return ended == null && now.isBefore(expires);
    }
  }

  /// @param open whether the person may be signed in: verified, neither disabled nor closed
  /// @param notBefore tokens issued then or before are refused, in seconds
  record Holder(
      Set<String> roles, long notBefore, String passwordHash, boolean open, boolean disabled) {
    @Override
    public String toString() {
      return "Holder" + roles; // never the hash
    }
  }

  /// All or none, in few statements.
  ///
  /// @param accounts by session
  void insertAll(Map<UUID, UUID> accounts, Instant now, Instant expires) {
    var rows =
        accounts.entrySet().stream()
            .map(session -> DSL.row(session.getKey(), session.getValue(), now, now, expires))
            .toList();
    sql.transaction(transaction -> {
      for (var from = 0; from < rows.size(); from += BATCH) {
        transaction
            .dsl()
            .insertInto(
                SESSION,
                SESSION.ID,
                SESSION.ACCOUNT_ID,
                SESSION.CREATED_AT,
                SESSION.LAST_USED_AT,
                SESSION.EXPIRES_AT)
            .valuesOfRows(rows.subList(from, Math.min(from + BATCH, rows.size())))
            .execute();
      }
    });
  }

  /// Before when tokens of these accounts are refused, in seconds.
  Map<UUID, Long> notBefore(Collection<UUID> accounts) {
    var found = new HashMap<UUID, Long>();
    var ids = List.copyOf(accounts);
    for (var from = 0; from < ids.size(); from += BATCH) {
      sql.select(ACCOUNT.ID, ACCOUNT.NOT_BEFORE)
          .from(ACCOUNT)
          .where(ACCOUNT.ID.in(ids.subList(from, Math.min(from + BATCH, ids.size()))))
          .forEach(row -> found.put(row.value1(), row.value2()));
    }
    return found;
  }

  /// The account as it stays until the transaction ends: whoever changes it waits.
  static Optional<Holder> holder(DSLContext transaction, UUID account) {
    return transaction
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.ID.eq(account))
        .forShare()
        .fetchOptional(row -> {
          var kept = row.getDisabledAt() != null || row.getClosedAt() != null;
          return new Holder(
              Set.of(row.getRoles()),
              row.getNotBefore(),
              row.getPasswordHash(),
              row.getVerifiedAt() != null && !kept,
              row.getDisabledAt() != null);
        });
  }

  /// Makes whoever ends any of an account's sessions wait.
  static void lockAccount(DSLContext transaction, UUID account) {
    transaction
        .select(ACCOUNT.ID)
        .from(ACCOUNT)
        .where(ACCOUNT.ID.eq(account))
        .forUpdate()
        .execute();
  }

  /// Does nothing when it is there already.
  ///
  /// @return whether it was not
  static boolean insert(DSLContext transaction, Row session) {
    return transaction
            .insertInto(SESSION)
            .set(SESSION.ID, session.id())
            .set(SESSION.ACCOUNT_ID, session.account())
            .set(SESSION.DEVICE, session.device())
            .set(SESSION.CREATED_AT, session.created())
            .set(SESSION.LAST_USED_AT, session.lastUsed())
            .set(SESSION.EXPIRES_AT, session.expires())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /// Whether it is this account's, ended or not.
  static boolean isOf(DSLContext sql, UUID id, UUID account) {
    return sql.fetchExists(SESSION, SESSION.ID.eq(id).and(SESSION.ACCOUNT_ID.eq(account)));
  }

  static Optional<Row> lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(SESSION)
        .where(SESSION.ID.eq(id))
        .forUpdate()
        .fetchOptional(SessionStore::row);
  }

  static void use(DSLContext transaction, UUID id, Instant now) {
    transaction.update(SESSION).set(SESSION.LAST_USED_AT, now).where(SESSION.ID.eq(id)).execute();
  }

  /// Notes that something about these sessions looked like theft. The first note stays.
  static void mark(DSLContext transaction, Collection<UUID> ids, Instant now) {
    transaction
        .select(SESSION.ID)
        .from(SESSION)
        .where(SESSION.ID.in(ids))
        .orderBy(SESSION.ID) // in one order, so that two never wait for each other
        .forUpdate()
        .execute();
    transaction
        .update(SESSION)
        .set(SESSION.MARKED_AT, now)
        .where(SESSION.ID.in(ids))
        .and(SESSION.MARKED_AT.isNull())
        .execute();
  }

  /// An account's live ones, the last used first.
  ///
  /// @param usedAfter those that were not used since are over
  List<Row> live(UUID account, Instant now, Instant usedAfter, @Nullable TimeKey after, int size) {
    var rest =
        after == null
            ? DSL.noCondition()
            : DSL.row(SESSION.LAST_USED_AT, SESSION.ID).lt(after.time(), after.id());
    return sql.selectFrom(SESSION)
        .where(SESSION.ACCOUNT_ID.eq(account))
        .and(SESSION.ENDED_AT.isNull())
        .and(SESSION.EXPIRES_AT.gt(now))
        .and(SESSION.LAST_USED_AT.gt(usedAfter))
        .and(rest)
        .orderBy(SESSION.LAST_USED_AT.desc(), SESSION.ID.desc())
        .limit(size)
        .fetch(SessionStore::row);
  }

  /// Forgets some of the sessions that ended by themselves before then and have no tokens left.
  ///
  /// @return how many, at most 1000
  int forget(Instant before) {
    var tokens = DSL.selectOne().from(REFRESH_TOKEN).where(REFRESH_TOKEN.SESSION_ID.eq(SESSION.ID));
    return sql.deleteFrom(SESSION)
        .where(
            SESSION.ID.in(
                DSL.select(SESSION.ID)
                    .from(SESSION)
                    .where(SESSION.EXPIRES_AT.lt(before))
                    .andNotExists(tokens)
                    .limit(BATCH)))
        .execute();
  }

  private static Row row(SessionRecord row) {
    return new Row(
        row.getId(),
        row.getAccountId(),
        row.getDevice(),
        row.getCreatedAt(),
        row.getLastUsedAt(),
        row.getExpiresAt(),
        row.getEndedAt());
  }
}
