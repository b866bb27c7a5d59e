package boxoffice.user.key;

import static boxoffice.db.users.Tables.SIGNING_KEY;

import boxoffice.db.users.tables.records.SigningKeyRecord;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Signing keys in PostgreSQL.
@Component
class SigningKeyStore {
  /// Names the lock under which keys are made; the number means nothing else.
  private static final long LOCK = 5_101;

  private final DSLContext sql;

  SigningKeyStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param signs from then on
  /// @param expires refused from then on; null while no other key has taken over
  record Key(KeyMaker.Pair pair, Instant created, Instant signs, @Nullable Instant expires) {

    boolean isGood(Instant now) {
      return expires == null || now.isBefore(expires);
    }

    boolean maySign(Instant now) {
      return isGood(now) && !now.isBefore(signs);
    }
  }

  /// Runs alone among all instances, in one transaction.
  <T> T alone(Function<DSLContext, T> work) {
    return sql.transactionResult(transaction -> {
      transaction
          .dsl()
          .select(DSL.function("pg_advisory_xact_lock", SQLDataType.VARCHAR, DSL.val(LOCK)))
          .execute();
      return work.apply(transaction.dsl());
    });
  }

  /// All that are good, the newest first.
  List<Key> good(Instant now) {
    return good(sql, now);
  }

  static List<Key> good(DSLContext sql, Instant now) {
    return sql.selectFrom(SIGNING_KEY)
        .where(SIGNING_KEY.EXPIRES_AT.isNull().or(SIGNING_KEY.EXPIRES_AT.gt(now)))
        .orderBy(SIGNING_KEY.SIGNS_AT.desc(), SIGNING_KEY.CREATED_AT.desc())
        .fetch(SigningKeyStore::key);
  }

  static Optional<Key> ofRequest(DSLContext sql, UUID request) {
    return sql.selectFrom(SIGNING_KEY)
        .where(SIGNING_KEY.REQUEST_ID.eq(request))
        .fetchOptional(SigningKeyStore::key);
  }

  /// @param request that made it; null for none
  static void insert(DSLContext sql, Key key, @Nullable UUID request) {
    sql.insertInto(SIGNING_KEY)
        .set(SIGNING_KEY.ID, key.pair().id())
        .set(SIGNING_KEY.X, key.pair().x().toByteArray())
        .set(SIGNING_KEY.Y, key.pair().y().toByteArray())
        .set(SIGNING_KEY.PRIVATE_KEY, key.pair().sealedPrivateKey().toByteArray())
        .set(SIGNING_KEY.CREATED_AT, key.created())
        .set(SIGNING_KEY.SIGNS_AT, key.signs())
        .set(SIGNING_KEY.REQUEST_ID, request)
        .execute();
  }

  /// Lets every key end that nothing follows yet, once its last token has.
  ///
  /// @param end of the last token of the usual life, leeway included
  static void endOthersAfter(DSLContext sql, Instant end) {
    sql.update(SIGNING_KEY)
        .set(SIGNING_KEY.EXPIRES_AT, DSL.greatest(DSL.val(end), SIGNING_KEY.NEEDED_UNTIL))
        .where(SIGNING_KEY.EXPIRES_AT.isNull())
        .execute();
  }

  /// Lets every key end, whatever it has signed.
  static void endOthersNow(DSLContext sql, Instant now) {
    sql.update(SIGNING_KEY)
        .set(SIGNING_KEY.EXPIRES_AT, now)
        .where(SIGNING_KEY.EXPIRES_AT.isNull().or(SIGNING_KEY.EXPIRES_AT.gt(now)))
        .execute();
  }

  /// Keeps a good key good for a token of more than the usual life.
  ///
  /// @param end of the token, leeway included
  void need(String id, Instant end, Instant now) {
    var expires = SIGNING_KEY.EXPIRES_AT;
    sql.update(SIGNING_KEY)
        .set(SIGNING_KEY.NEEDED_UNTIL, DSL.greatest(DSL.val(end), SIGNING_KEY.NEEDED_UNTIL))
        .set(expires, DSL.when(expires.isNotNull(), DSL.greatest(expires, DSL.val(end))))
        .where(SIGNING_KEY.ID.eq(id))
        .and(expires.isNull().or(expires.gt(now)))
        .execute();
  }

  /// Forgets keys that have been good for nothing since then.
  void forget(Instant before) {
    sql.deleteFrom(SIGNING_KEY).where(SIGNING_KEY.EXPIRES_AT.lt(before)).execute();
  }

  private static Key key(SigningKeyRecord row) {
    var pair =
        new KeyMaker.Pair(
            row.getId(),
            ByteString.copyFrom(row.getX()),
            ByteString.copyFrom(row.getY()),
            ByteString.copyFrom(row.getPrivateKey()));
    return new Key(pair, row.getCreatedAt(), row.getSignsAt(), row.getExpiresAt());
  }
}
