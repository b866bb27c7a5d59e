package boxoffice.user.owner;

import static boxoffice.db.users.Tables.ACCOUNT;

import boxoffice.db.users.tables.records.AccountRecord;
import boxoffice.user.owner.OwnAccount.LastRequest;
import boxoffice.user.owner.OwnAccount.Profile;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Accounts in PostgreSQL, as their owners deal with them. A closed one is not found. Every change
/// counts the version on.
@Component
class OwnAccountStore {
  private final DSLContext sql;

  OwnAccountStore(DSLContext sql) {
    this.sql = sql;
  }

  Optional<OwnAccount> find(UUID id) {
    return find(sql, ACCOUNT.ID.eq(id));
  }

  /// @param address normalised
  Optional<OwnAccount> find(String address) {
    return find(sql, ACCOUNT.EMAIL.eq(address));
  }

  /// Of the person who calls.
  ///
  /// @throws WireException INVALID_TOKEN when the account is not there (any more), or disabled
  OwnAccount live(UUID id) {
    return live(find(id));
  }

  /// First in a transaction: everybody locks the account before anything of it.
  static Optional<OwnAccount> lock(DSLContext transaction, UUID id) {
    return lock(transaction, ACCOUNT.ID.eq(id));
  }

  static Optional<OwnAccount> lock(DSLContext transaction, String address) {
    return lock(transaction, ACCOUNT.EMAIL.eq(address));
  }

  /// As [#live].
  static OwnAccount lockLive(DSLContext transaction, UUID id) {
    return live(lock(transaction, id));
  }

  static void setProfile(DSLContext transaction, UUID id, Profile profile) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.DISPLAY_NAME, profile.displayName())
        .set(ACCOUNT.LOCALE, profile.locale())
        .set(ACCOUNT.TIME_ZONE, profile.timeZone())
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  static void setEmail(DSLContext transaction, UUID id, String address) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.EMAIL, address)
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  /// @param hash empty for none
  static void setPassword(DSLContext transaction, UUID id, String hash) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.PASSWORD_HASH, hash)
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  static void setVerified(DSLContext transaction, UUID id, Instant now) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.VERIFIED_AT, now)
        .where(ACCOUNT.ID.eq(id))
        .and(ACCOUNT.VERIFIED_AT.isNull())
        .execute();
  }

  static void setLastRequest(DSLContext transaction, UUID id, LastRequest last) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.LAST_REQUEST_ID, last.id())
        .set(ACCOUNT.LAST_REQUEST_HASH, last.bodyHash().toByteArray())
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  /// Erases all that says who the owner is. In place of the address stands something unique that is
  /// none, so that the address is free.
  static void erase(DSLContext transaction, UUID id, long notBefore, Instant now) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.EMAIL, "closed:" + id)
        .set(ACCOUNT.DISPLAY_NAME, "")
        .set(ACCOUNT.PASSWORD_HASH, "")
        .set(ACCOUNT.ROLES, new String[0])
        .set(ACCOUNT.LOCALE, "en")
        .set(ACCOUNT.TIME_ZONE, "UTC")
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .set(ACCOUNT.NOT_BEFORE, notBefore)
        .set(ACCOUNT.CLOSED_AT, now)
        .setNull(ACCOUNT.LAST_REQUEST_ID)
        .setNull(ACCOUNT.LAST_REQUEST_HASH)
        .where(ACCOUNT.ID.eq(id))
        .execute();
    RegistrationStore.deleteAll(transaction, id);
    LinkStore.deleteAll(transaction, id);
  }

  /// Whether this very request closed it.
  boolean isClosedBy(UUID id, UUID request) {
    return sql.fetchExists(
        ACCOUNT,
        ACCOUNT
            .ID
            .eq(id)
            .and(ACCOUNT.CLOSED_AT.isNotNull())
            .and(ACCOUNT.LAST_REQUEST_ID.eq(request)));
  }

  private static OwnAccount live(Optional<OwnAccount> found) {
    return found
        .filter(account -> !account.disabled())
        .orElseThrow(
            () -> new WireException(ErrorReason.INVALID_TOKEN, "the access token is not valid"));
  }

  private static Optional<OwnAccount> find(DSLContext sql, Condition which) {
    return sql.selectFrom(ACCOUNT)
        .where(which)
        .and(ACCOUNT.CLOSED_AT.isNull())
        .fetchOptional(OwnAccountStore::read);
  }

  private static Optional<OwnAccount> lock(DSLContext transaction, Condition which) {
    return transaction
        .selectFrom(ACCOUNT)
        .where(which)
        .and(ACCOUNT.CLOSED_AT.isNull())
        .forUpdate()
        .fetchOptional(OwnAccountStore::read);
  }

  private static OwnAccount read(AccountRecord row) {
    var last = row.getLastRequestId();
    return new OwnAccount(
        row.getId(),
        row.getEmail(),
        new Profile(row.getDisplayName(), row.getLocale(), row.getTimeZone()),
        row.getPasswordHash(),
        Set.of(row.getRoles()),
        row.getCreatedAt(),
        row.getVersion(),
        row.getNotBefore(),
        row.getVerifiedAt() != null,
        row.getDisabledAt() != null,
        last == null ? null : new LastRequest(last, ByteString.copyFrom(row.getLastRequestHash())));
  }
}
