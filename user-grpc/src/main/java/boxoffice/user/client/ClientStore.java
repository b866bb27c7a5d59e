package boxoffice.user.client;

import static boxoffice.db.users.Tables.ACCOUNT;
import static boxoffice.db.users.Tables.CLIENT;
import static boxoffice.db.users.Tables.CLIENT_SECRET;

import boxoffice.db.users.tables.records.ClientRecord;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Clients in PostgreSQL.
@Component
class ClientStore {
  private final DSLContext sql;

  ClientStore(DSLContext sql) {
    this.sql = sql;
  }

  /// What a client is from its start.
  ///
  /// @param owner the account that answers for it; null for services of ours
  record Terms(
      String id, String displayName, @Nullable UUID owner, Set<String> scopes, boolean live) {
    Terms {
      scopes = Set.copyOf(scopes);
    }
  }

  /// @param notBefore tokens issued then or before are refused, in seconds
  /// @param request that made it; null for one of the settings
  /// @param secrets with those that were removed, the oldest first
  record Row(
      Terms terms,
      boolean disabled,
      long notBefore,
      Instant created,
      @Nullable Instant lastUsed,
      @Nullable UUID request,
      List<ClientSecret> secrets) {

    /// The oldest first.
    List<ClientSecret> good() {
      return secrets.stream().filter(secret -> !secret.removed()).toList();
    }
  }

  Optional<Row> find(String id) {
    return sql.selectFrom(CLIENT).where(CLIENT.ID.eq(id)).fetchOptional(row -> row(sql, row));
  }

  /// The client as it stays until the transaction ends: whoever changes it waits.
  static Optional<Row> findForShare(DSLContext transaction, String id) {
    return transaction
        .selectFrom(CLIENT)
        .where(CLIENT.ID.eq(id))
        .forShare()
        .fetchOptional(row -> row(transaction, row));
  }

  static Optional<Row> lock(DSLContext transaction, String id) {
    return transaction
        .selectFrom(CLIENT)
        .where(CLIENT.ID.eq(id))
        .forUpdate()
        .fetchOptional(row -> row(transaction, row));
  }

  /// In the order of their ids.
  ///
  /// @param after empty for the first page
  List<Row> list(String after, int size) {
    return sql.selectFrom(CLIENT)
        .where(CLIENT.ID.gt(after))
        .orderBy(CLIENT.ID)
        .limit(size)
        .fetch(row -> row(sql, row));
  }

  /// Whether an account is there and may answer for a client.
  static boolean isAccount(DSLContext sql, UUID account) {
    return sql.fetchExists(ACCOUNT, ACCOUNT.ID.eq(account).and(ACCOUNT.CLOSED_AT.isNull()));
  }

  /// Does nothing where the id is taken.
  ///
  /// @return whether it was not
  static boolean insert(DSLContext transaction, Terms terms, UUID request, Instant now) {
    return transaction
            .insertInto(CLIENT)
            .set(CLIENT.ID, terms.id())
            .set(CLIENT.DISPLAY_NAME, terms.displayName())
            .set(CLIENT.OWNER_ID, terms.owner())
            .set(CLIENT.SCOPES, terms.scopes().toArray(String[]::new))
            .set(CLIENT.LIVE, terms.live())
            .set(CLIENT.REQUEST_ID, request)
            .set(CLIENT.CREATED_AT, now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  static void addSecret(DSLContext transaction, String id, ClientSecret secret) {
    transaction
        .insertInto(CLIENT_SECRET)
        .set(CLIENT_SECRET.CLIENT_ID, id)
        .set(CLIENT_SECRET.SECRET_HASH, secret.hash().toByteArray())
        .set(CLIENT_SECRET.CREATED_AT, secret.created())
        .execute();
  }

  static void removeSecret(DSLContext transaction, String id, ClientSecret secret, Instant now) {
    transaction
        .update(CLIENT_SECRET)
        .set(CLIENT_SECRET.REMOVED_AT, now)
        .where(CLIENT_SECRET.CLIENT_ID.eq(id))
        .and(CLIENT_SECRET.SECRET_HASH.eq(secret.hash().toByteArray()))
        .execute();
  }

  static void setDisabled(DSLContext transaction, String id, @Nullable Instant at) {
    transaction.update(CLIENT).set(CLIENT.DISABLED_AT, at).where(CLIENT.ID.eq(id)).execute();
  }

  /// @return the second up to which the client's tokens are refused from now on
  static long refuseTokens(DSLContext transaction, String id, Instant now) {
    return transaction
        .update(CLIENT)
        .set(
            CLIENT.NOT_BEFORE,
            DSL.greatest(DSL.val(now.getEpochSecond()), CLIENT.NOT_BEFORE.plus(1)))
        .where(CLIENT.ID.eq(id))
        .returningResult(CLIENT.NOT_BEFORE)
        .fetchSingle(row -> row.value1());
  }

  void noteUse(String id, Instant minute) {
    sql.update(CLIENT)
        .set(CLIENT.LAST_USED_AT, minute)
        .where(CLIENT.ID.eq(id))
        .and(CLIENT.LAST_USED_AT.isNull().or(CLIENT.LAST_USED_AT.lt(minute)))
        .execute();
  }

  /// A client of the settings: these scopes and exactly this secret from now on.
  void save(String id, Set<String> scopes, ByteString secretHash, Instant now) {
    var names = scopes.toArray(String[]::new);
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      inside
          .insertInto(CLIENT)
          .set(CLIENT.ID, id)
          .set(CLIENT.DISPLAY_NAME, id)
          .set(CLIENT.SCOPES, names)
          .set(CLIENT.CREATED_AT, now)
          .onConflict(CLIENT.ID)
          .doUpdate()
          .set(CLIENT.DISPLAY_NAME, id)
          .set(CLIENT.SCOPES, names)
          .execute();
      inside
          .deleteFrom(CLIENT_SECRET)
          .where(CLIENT_SECRET.CLIENT_ID.eq(id))
          .and(CLIENT_SECRET.SECRET_HASH.ne(secretHash.toByteArray()))
          .execute();
      inside
          .insertInto(CLIENT_SECRET)
          .set(CLIENT_SECRET.CLIENT_ID, id)
          .set(CLIENT_SECRET.SECRET_HASH, secretHash.toByteArray())
          .set(CLIENT_SECRET.CREATED_AT, now)
          .onConflict(CLIENT_SECRET.CLIENT_ID, CLIENT_SECRET.SECRET_HASH)
          .doUpdate()
          .setNull(CLIENT_SECRET.REMOVED_AT)
          .execute();
    });
  }

  private static Row row(DSLContext sql, ClientRecord row) {
    var terms =
        new Terms(
            row.getId(),
            row.getDisplayName(),
            row.getOwnerId(),
            Set.of(row.getScopes()),
            row.getLive());
    return new Row(
        terms,
        row.getDisabledAt() != null,
        row.getNotBefore(),
        row.getCreatedAt(),
        row.getLastUsedAt(),
        row.getRequestId(),
        secrets(sql, row.getId()));
  }

  private static List<ClientSecret> secrets(DSLContext sql, String id) {
    return sql.selectFrom(CLIENT_SECRET)
        .where(CLIENT_SECRET.CLIENT_ID.eq(id))
        .orderBy(CLIENT_SECRET.CREATED_AT, CLIENT_SECRET.SECRET_HASH)
        .fetch(row ->
            new ClientSecret(
                ByteString.copyFrom(row.getSecretHash()),
                row.getCreatedAt(),
                row.getRemovedAt() != null));
  }
}
