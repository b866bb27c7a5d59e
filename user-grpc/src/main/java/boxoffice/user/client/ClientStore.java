package boxoffice.user.client;

import static boxoffice.db.users.Tables.CLIENT;
import static boxoffice.db.users.Tables.CLIENT_SECRET;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Clients in PostgreSQL.
@Component
class ClientStore {
  private final DSLContext sql;

  ClientStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param secretHashes SHA-256, two at most
  record Row(Set<ByteString> secretHashes, Set<String> scopes) {}

  Optional<Row> find(String id) {
    return sql.selectFrom(CLIENT)
        .where(CLIENT.ID.eq(id))
        .fetchOptional(row -> new Row(secretHashes(id), Set.of(row.getScopes())));
  }

  private Set<ByteString> secretHashes(String id) {
    return sql.selectFrom(CLIENT_SECRET)
        .where(CLIENT_SECRET.CLIENT_ID.eq(id))
        .fetchSet(row -> ByteString.copyFrom(row.getSecretHash()));
  }

  /// Exactly these secrets from now on.
  void save(String id, Row client, Instant now) {
    var scopes = client.scopes().toArray(String[]::new);
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      inside
          .insertInto(CLIENT)
          .set(CLIENT.ID, id)
          .set(CLIENT.SCOPES, scopes)
          .onConflict(CLIENT.ID)
          .doUpdate()
          .set(CLIENT.SCOPES, scopes)
          .execute();
      var hashes = client.secretHashes().stream().map(ByteString::toByteArray).toList();
      inside
          .deleteFrom(CLIENT_SECRET)
          .where(CLIENT_SECRET.CLIENT_ID.eq(id))
          .and(CLIENT_SECRET.SECRET_HASH.notIn(hashes))
          .execute();
      for (var hash : hashes) {
        inside
            .insertInto(CLIENT_SECRET)
            .set(CLIENT_SECRET.CLIENT_ID, id)
            .set(CLIENT_SECRET.SECRET_HASH, hash)
            .set(CLIENT_SECRET.CREATED_AT, now)
            .onConflictDoNothing()
            .execute();
      }
    });
  }
}
