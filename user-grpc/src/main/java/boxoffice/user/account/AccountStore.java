package boxoffice.user.account;

import static boxoffice.db.users.Tables.ACCOUNT;

import boxoffice.user.account.Accounts.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Row7;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/// Accounts in PostgreSQL. A closed one is not found.
@Component
class AccountStore {
  /// Rows of one statement: PostgreSQL takes 65535 values in one.
  private static final int BATCH = 1_000;

  private final DSLContext sql;

  AccountStore(DSLContext sql) {
    this.sql = sql;
  }

  Optional<Account> find(String email) {
    return find(sql, ACCOUNT.EMAIL.eq(email));
  }

  Optional<Account> find(UUID id) {
    return find(sql, ACCOUNT.ID.eq(id));
  }

  /// Does nothing where the address has an account.
  void insertVerified(Account account, Instant now) {
    sql.insertInto(ACCOUNT)
        .set(ACCOUNT.ID, account.id())
        .set(ACCOUNT.EMAIL, account.email())
        .set(ACCOUNT.DISPLAY_NAME, account.displayName())
        .set(ACCOUNT.PASSWORD_HASH, account.passwordHash())
        .set(ACCOUNT.ROLES, account.roles().toArray(String[]::new))
        .set(ACCOUNT.VERIFIED_AT, now)
        .set(ACCOUNT.CREATED_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  /// All or none, in few statements. Fails where an address has an account.
  void insertAllVerified(List<Account> accounts, Instant now) {
    sql.transaction(transaction -> {
      for (var from = 0; from < accounts.size(); from += BATCH) {
        var rows = accounts.subList(from, Math.min(from + BATCH, accounts.size()));
        transaction
            .dsl()
            .insertInto(
                ACCOUNT,
                ACCOUNT.ID,
                ACCOUNT.EMAIL,
                ACCOUNT.DISPLAY_NAME,
                ACCOUNT.PASSWORD_HASH,
                ACCOUNT.ROLES,
                ACCOUNT.VERIFIED_AT,
                ACCOUNT.CREATED_AT)
            .valuesOfRows(rows.stream().map(account -> row(account, now)).toList())
            .execute();
      }
    });
  }

  private static Row7<UUID, String, String, String, String[], Instant, Instant> row(
      Account account, Instant now) {
    return DSL.row(
        account.id(),
        account.email(),
        account.displayName(),
        account.passwordHash(),
        account.roles().toArray(String[]::new),
        now,
        now);
  }

  /// @return whether it still had the hash that `account` has
  boolean replaceHash(Account account, String hash) {
    return sql.update(ACCOUNT)
            .set(ACCOUNT.PASSWORD_HASH, hash)
            .where(ACCOUNT.ID.eq(account.id()))
            .and(ACCOUNT.PASSWORD_HASH.eq(account.passwordHash()))
            .execute()
        == 1;
  }

  private static Optional<Account> find(DSLContext sql, Condition which) {
    return sql.selectFrom(ACCOUNT)
        .where(which)
        .and(ACCOUNT.CLOSED_AT.isNull())
        .fetchOptional(row ->
            new Account(
                row.getId(),
                row.getEmail(),
                row.getDisplayName(),
                row.getPasswordHash(),
                Set.of(row.getRoles()),
                row.getVerifiedAt() != null));
  }
}
