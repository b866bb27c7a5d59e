package boxoffice.user.owner;

import static boxoffice.db.users.Tables.ACCOUNT;
import static boxoffice.db.users.Tables.REGISTRATION;

import boxoffice.db.users.tables.records.RegistrationRecord;
import boxoffice.user.owner.OwnAccount.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Registrations that wait for the proof of their address, in PostgreSQL.
@Component
class RegistrationStore {
  private static final String[] ROLES = {"buyer"};

  private final DSLContext sql;

  RegistrationStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param account that is started where the address has none
  record Registration(UUID id, UUID account, String email, String passwordHash, Profile profile) {
    @Override
    public String toString() {
      return "Registration[" + id + "]"; // never address, name or hash
    }
  }

  /// What decides an account once its address is proved.
  record Choice(UUID id, String passwordHash, Profile profile) {
    @Override
    public String toString() {
      return "Choice[" + id + "]"; // never name or hash
    }
  }

  /// Adds a registration to the account of its address, whichever that is, and starts one where
  /// there is none. While the address is not proved its newest password is the account's.
  ///
  /// Runs the same statements whether or not the address has an account.
  static void start(DSLContext transaction, Registration registration, Instant now) {
    insertAccount(transaction, registration, now);
    var account =
        transaction
            .select(ACCOUNT.ID)
            .from(ACCOUNT)
            .where(ACCOUNT.EMAIL.eq(registration.email()))
            .fetchOptional(row -> row.value1());
    if (account.isEmpty()) {
      return; // a repetition from before the account moved to another address or was closed
    }
    var added = insert(transaction, registration, account.get(), now);
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.PASSWORD_HASH, registration.passwordHash())
        .where(ACCOUNT.ID.eq(added ? account.get() : registration.id())) // else nobody's
        .and(ACCOUNT.VERIFIED_AT.isNull())
        .execute();
  }

  /// Of an account, the newest first.
  List<Choice> choices(UUID account) {
    return sql.selectFrom(REGISTRATION)
        .where(REGISTRATION.ACCOUNT_ID.eq(account))
        .orderBy(REGISTRATION.CREATED_AT.desc())
        .fetch(RegistrationStore::choice);
  }

  static Optional<Choice> choice(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(REGISTRATION)
        .where(REGISTRATION.ID.eq(id))
        .fetchOptional(RegistrationStore::choice);
  }

  /// Whether a registration is the only one of its account.
  static boolean isOnly(DSLContext transaction, UUID account) {
    return transaction.fetchCount(REGISTRATION, REGISTRATION.ACCOUNT_ID.eq(account)) == 1;
  }

  static void deleteAll(DSLContext transaction, UUID account) {
    transaction.deleteFrom(REGISTRATION).where(REGISTRATION.ACCOUNT_ID.eq(account)).execute();
  }

  void deleteAll(UUID account) {
    deleteAll(sql, account);
  }

  private static void insertAccount(
      DSLContext transaction, Registration registration, Instant now) {
    transaction
        .insertInto(ACCOUNT)
        .set(ACCOUNT.ID, registration.account())
        .set(ACCOUNT.EMAIL, registration.email())
        .set(ACCOUNT.DISPLAY_NAME, registration.profile().displayName())
        .set(ACCOUNT.PASSWORD_HASH, registration.passwordHash())
        .set(ACCOUNT.ROLES, ROLES)
        .set(ACCOUNT.LOCALE, registration.profile().locale())
        .set(ACCOUNT.TIME_ZONE, registration.profile().timeZone())
        .set(ACCOUNT.CREATED_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  private static boolean insert(
      DSLContext transaction, Registration registration, UUID account, Instant now) {
    return transaction
            .insertInto(REGISTRATION)
            .set(REGISTRATION.ID, registration.id())
            .set(REGISTRATION.ACCOUNT_ID, account)
            .set(REGISTRATION.PASSWORD_HASH, registration.passwordHash())
            .set(REGISTRATION.DISPLAY_NAME, registration.profile().displayName())
            .set(REGISTRATION.LOCALE, registration.profile().locale())
            .set(REGISTRATION.TIME_ZONE, registration.profile().timeZone())
            .set(REGISTRATION.CREATED_AT, now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static Choice choice(RegistrationRecord row) {
    return new Choice(
        row.getId(),
        row.getPasswordHash(),
        new Profile(row.getDisplayName(), row.getLocale(), row.getTimeZone()));
  }
}
