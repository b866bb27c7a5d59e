package boxoffice.user.admin;

import static boxoffice.db.users.Tables.ACCOUNT;

import boxoffice.db.users.tables.records.AccountRecord;
import boxoffice.user.TimeKey;
import boxoffice.user.v1.AccountState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Accounts as admins see and change them.
@Component
class ManagedAccountStore {
  /// Names the lock of who may make admins fewer or the first one; the number means nothing else.
  private static final long LOCK = 5_102;

  private static final String ADMIN = "admin";

  private final DSLContext sql;

  ManagedAccountStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param email empty when closed, as `displayName`
  /// @param roles lower case
  record Row(
      UUID id,
      String email,
      String displayName,
      Set<String> roles,
      AccountState state,
      Instant created) {

    boolean isActiveAdmin() {
      return roles.contains(ADMIN) && state == AccountState.ACCOUNT_STATE_ACTIVE;
    }
  }

  /// @param emailPrefix in any case; empty for all
  /// @param role lower case; empty for all
  record Filter(String emailPrefix, String role, AccountState state) {}

  /// The newest first.
  List<Row> list(Filter filter, @Nullable TimeKey after, int size) {
    var rest =
        after == null
            ? DSL.noCondition()
            : DSL.row(ACCOUNT.CREATED_AT, ACCOUNT.ID).lt(after.time(), after.id());
    return sql.selectFrom(ACCOUNT)
        .where(ofEmail(filter.emailPrefix()))
        .and(ofRole(filter.role()))
        .and(ofState(filter.state()))
        .and(rest)
        .orderBy(ACCOUNT.CREATED_AT.desc(), ACCOUNT.ID.desc())
        .limit(size)
        .fetch(ManagedAccountStore::row);
  }

  /// One at a time may make admins fewer, or the first one, until its transaction ends. Comes first
  /// in a transaction.
  static void lockAdmins(DSLContext transaction) {
    transaction
        .select(DSL.function("pg_advisory_xact_lock", SQLDataType.VARCHAR, DSL.val(LOCK)))
        .execute();
  }

  /// Whether somebody else is an admin who can sign in. Under [#lockAdmins].
  static boolean isAnotherAdmin(DSLContext transaction, UUID than) {
    return transaction.fetchExists(
        ACCOUNT,
        ofRole(ADMIN).and(ofState(AccountState.ACCOUNT_STATE_ACTIVE)).and(ACCOUNT.ID.ne(than)));
  }

  /// Whether anybody is an admin, kept out or not. Under [#lockAdmins].
  static boolean isAnyAdmin(DSLContext sql) {
    return sql.fetchExists(ACCOUNT, ofRole(ADMIN).and(ACCOUNT.CLOSED_AT.isNull()));
  }

  static Optional<Row> lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.ID.eq(id))
        .forUpdate()
        .fetchOptional(ManagedAccountStore::row);
  }

  static void setRoles(DSLContext transaction, UUID id, Collection<String> roles) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.ROLES, roles.stream().sorted().toArray(String[]::new))
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  static void setDisabled(DSLContext transaction, UUID id, @Nullable Instant at) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.DISABLED_AT, at)
        .set(ACCOUNT.VERSION, ACCOUNT.VERSION.plus(1))
        .where(ACCOUNT.ID.eq(id))
        .execute();
  }

  /// @return the second up to which the account's tokens are refused from now on
  static long refuseTokens(DSLContext transaction, UUID id, Instant now) {
    return transaction
        .update(ACCOUNT)
        .set(
            ACCOUNT.NOT_BEFORE,
            DSL.greatest(DSL.val(now.getEpochSecond()), ACCOUNT.NOT_BEFORE.plus(1)))
        .where(ACCOUNT.ID.eq(id))
        .returningResult(ACCOUNT.NOT_BEFORE)
        .fetchSingle(row -> row.value1());
  }

  private static Condition ofEmail(String prefix) {
    return prefix.isEmpty()
        ? DSL.noCondition()
        : ACCOUNT.EMAIL.startsWith(prefix.toLowerCase(Locale.ROOT)).and(ACCOUNT.CLOSED_AT.isNull());
  }

  private static Condition ofRole(String role) {
    return role.isEmpty() ? DSL.noCondition() : DSL.val(role).eq(DSL.any(ACCOUNT.ROLES));
  }

  private static Condition ofState(AccountState state) {
    var open = ACCOUNT.CLOSED_AT.isNull();
    var letIn = open.and(ACCOUNT.DISABLED_AT.isNull());
    return switch (state) {
      case ACCOUNT_STATE_UNSPECIFIED -> DSL.noCondition();
      case ACCOUNT_STATE_UNVERIFIED -> letIn.and(ACCOUNT.VERIFIED_AT.isNull());
      case ACCOUNT_STATE_ACTIVE -> letIn.and(ACCOUNT.VERIFIED_AT.isNotNull());
      case ACCOUNT_STATE_DISABLED -> open.and(ACCOUNT.DISABLED_AT.isNotNull());
      case ACCOUNT_STATE_CLOSED -> ACCOUNT.CLOSED_AT.isNotNull();
      case UNRECOGNIZED -> DSL.falseCondition();
    };
  }

  private static Row row(AccountRecord row) {
    var closed = row.getClosedAt() != null;
    return new Row(
        row.getId(),
        closed ? "" : row.getEmail(),
        closed ? "" : row.getDisplayName(),
        Set.of(row.getRoles()),
        state(row),
        row.getCreatedAt());
  }

  private static AccountState state(AccountRecord row) {
    if (row.getClosedAt() != null) {
      return AccountState.ACCOUNT_STATE_CLOSED;
    }
    if (row.getDisabledAt() != null) {
      return AccountState.ACCOUNT_STATE_DISABLED;
    }
    return row.getVerifiedAt() == null
        ? AccountState.ACCOUNT_STATE_UNVERIFIED
        : AccountState.ACCOUNT_STATE_ACTIVE;
  }
}
