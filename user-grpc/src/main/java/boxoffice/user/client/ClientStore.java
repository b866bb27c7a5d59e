package boxoffice.user.client;

import static boxoffice.db.users.Tables.CLIENT;

import com.google.protobuf.ByteString;
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

  /// @param secretHash SHA-256
  record Row(ByteString secretHash, Set<String> scopes) {}

  Optional<Row> find(String id) {
    return sql.selectFrom(CLIENT)
        .where(CLIENT.ID.eq(id))
        .fetchOptional(
            row -> new Row(ByteString.copyFrom(row.getSecretHash()), Set.of(row.getScopes())));
  }

  void save(String id, Row client) {
    var scopes = client.scopes().toArray(String[]::new);
    sql.insertInto(CLIENT)
        .set(CLIENT.ID, id)
        .set(CLIENT.SECRET_HASH, client.secretHash().toByteArray())
        .set(CLIENT.SCOPES, scopes)
        .onConflict(CLIENT.ID)
        .doUpdate()
        .set(CLIENT.SECRET_HASH, client.secretHash().toByteArray())
        .set(CLIENT.SCOPES, scopes)
        .execute();
  }
}
