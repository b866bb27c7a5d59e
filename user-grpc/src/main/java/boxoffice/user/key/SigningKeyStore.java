package boxoffice.user.key;

import static boxoffice.db.users.Tables.SIGNING_KEY;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/// Signing keys in PostgreSQL.
@Component
class SigningKeyStore {
  /// Names the lock under which the first key is made; the number means nothing else.
  private static final long LOCK = 5_101;

  private final DSLContext sql;

  SigningKeyStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param x 32 bytes, big endian
  /// @param y 32 bytes, big endian
  /// @param sealedPrivateKey encrypted
  record Row(String id, ByteString x, ByteString y, ByteString sealedPrivateKey) {}

  /// All keys, the newest first; the one that `first` makes where there is none. Of several
  /// instances that start at once one makes it.
  List<Row> allOrFirst(Supplier<Row> first, Instant now) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      inside
          .select(DSL.function("pg_advisory_xact_lock", SQLDataType.VARCHAR, DSL.val(LOCK)))
          .execute();
      var keys = all(inside);
      if (!keys.isEmpty()) {
        return keys;
      }
      var made = first.get();
      insert(inside, made, now);
      return List.of(made);
    });
  }

  private static List<Row> all(DSLContext sql) {
    return sql.selectFrom(SIGNING_KEY)
        .orderBy(SIGNING_KEY.CREATED_AT.desc())
        .fetch(row ->
            new Row(
                row.getId(),
                ByteString.copyFrom(row.getX()),
                ByteString.copyFrom(row.getY()),
                ByteString.copyFrom(row.getPrivateKey())));
  }

  private static void insert(DSLContext sql, Row key, Instant now) {
    sql.insertInto(SIGNING_KEY)
        .set(SIGNING_KEY.ID, key.id())
        .set(SIGNING_KEY.X, key.x().toByteArray())
        .set(SIGNING_KEY.Y, key.y().toByteArray())
        .set(SIGNING_KEY.PRIVATE_KEY, key.sealedPrivateKey().toByteArray())
        .set(SIGNING_KEY.CREATED_AT, now)
        .execute();
  }
}
