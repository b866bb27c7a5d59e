package boxoffice.user.session;

import static boxoffice.db.users.Tables.REFRESH_TOKEN;
import static boxoffice.db.users.Tables.SESSION;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Refresh tokens in PostgreSQL, as hashes.
@Component
final class RefreshTokenStore {
  /// Most rows that one statement deletes.
  private static final int BATCH = 10_000;

  private final DSLContext sql;

  RefreshTokenStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param usedAt null while it is unused, as `usedBy`
  record Row(Instant expires, @Nullable Instant usedAt, @Nullable UUID usedBy) {}

  record Owner(UUID session, UUID account) {}

  /// Whose it is, whatever its state.
  Optional<Owner> owner(RefreshToken token) {
    return sql.select(SESSION.ID, SESSION.ACCOUNT_ID)
        .from(REFRESH_TOKEN)
        .join(SESSION)
        .on(SESSION.ID.eq(REFRESH_TOKEN.SESSION_ID))
        .where(REFRESH_TOKEN.TOKEN_HASH.eq(token.hash()))
        .fetchOptional(row -> new Owner(row.value1(), row.value2()));
  }

  /// To be read after its session is locked.
  static Optional<Row> find(DSLContext transaction, RefreshToken token) {
    return transaction
        .selectFrom(REFRESH_TOKEN)
        .where(REFRESH_TOKEN.TOKEN_HASH.eq(token.hash()))
        .fetchOptional(row -> new Row(row.getExpiresAt(), row.getUsedAt(), row.getUsedBy()));
  }

  static void insert(
      DSLContext transaction, RefreshToken token, UUID session, Instant now, Instant expires) {
    transaction
        .insertInto(REFRESH_TOKEN)
        .set(REFRESH_TOKEN.TOKEN_HASH, token.hash())
        .set(REFRESH_TOKEN.SESSION_ID, session)
        .set(REFRESH_TOKEN.CREATED_AT, now)
        .set(REFRESH_TOKEN.EXPIRES_AT, expires)
        .execute();
  }

  static void use(DSLContext transaction, RefreshToken token, UUID request, Instant now) {
    transaction
        .update(REFRESH_TOKEN)
        .set(REFRESH_TOKEN.USED_AT, now)
        .set(REFRESH_TOKEN.USED_BY, request)
        .where(REFRESH_TOKEN.TOKEN_HASH.eq(token.hash()))
        .execute();
  }

  /// Forgets some of the tokens of sessions that ended by themselves before then.
  ///
  /// @return how many, at most 10 000
  int forget(Instant before) {
    return sql.deleteFrom(REFRESH_TOKEN)
        .where(
            REFRESH_TOKEN.TOKEN_HASH.in(
                DSL.select(REFRESH_TOKEN.TOKEN_HASH)
                    .from(SESSION)
                    .join(REFRESH_TOKEN)
                    .on(REFRESH_TOKEN.SESSION_ID.eq(SESSION.ID))
                    .where(SESSION.EXPIRES_AT.lt(before))
                    .limit(BATCH)))
        .execute();
  }
}
