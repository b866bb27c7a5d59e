package boxoffice.user.account;

import static boxoffice.db.users.Tables.ACCOUNT;
import static boxoffice.db.users.Tables.EMAIL_VERIFICATION;

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

/// Accounts and the proofs of their addresses in PostgreSQL.
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
    insert(sql, account, now);
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

  /// Runs in the transaction of `transaction`.
  ///
  /// @return whether it was inserted: false where the address has an account
  boolean insert(DSLContext transaction, Account account, Instant now) {
    return transaction
            .insertInto(ACCOUNT)
            .set(ACCOUNT.ID, account.id())
            .set(ACCOUNT.EMAIL, account.email())
            .set(ACCOUNT.DISPLAY_NAME, account.displayName())
            .set(ACCOUNT.PASSWORD_HASH, account.passwordHash())
            .set(ACCOUNT.ROLES, account.roles().toArray(String[]::new))
            .set(ACCOUNT.VERIFIED_AT, account.verified() ? now : null)
            .set(ACCOUNT.CREATED_AT, now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /// Stores the hash of a token that proves the address, and forgets those that are out of date.
  void addProof(UUID account, byte[] tokenHash, Instant now, Instant expires) {
    sql.deleteFrom(EMAIL_VERIFICATION)
        .where(EMAIL_VERIFICATION.ACCOUNT_ID.eq(account))
        .and(EMAIL_VERIFICATION.EXPIRES_AT.le(now))
        .execute();
    sql.insertInto(EMAIL_VERIFICATION)
        .set(EMAIL_VERIFICATION.TOKEN_HASH, tokenHash)
        .set(EMAIL_VERIFICATION.ACCOUNT_ID, account)
        .set(EMAIL_VERIFICATION.EXPIRES_AT, expires)
        .execute();
  }

  /// Uses a proof, once: a second request finds it used, the same request may repeat.
  ///
  /// @return whether the address is verified by it
  boolean useProof(byte[] tokenHash, UUID request, Instant now) {
    return sql.transactionResult(transaction -> {
      var proved =
          transaction
              .dsl()
              .update(EMAIL_VERIFICATION)
              .set(EMAIL_VERIFICATION.USED_BY, request)
              .where(EMAIL_VERIFICATION.TOKEN_HASH.eq(tokenHash))
              .and(
                  EMAIL_VERIFICATION
                      .USED_BY
                      .isNull()
                      .and(EMAIL_VERIFICATION.EXPIRES_AT.gt(now))
                      .or(EMAIL_VERIFICATION.USED_BY.eq(request)))
              .returningResult(EMAIL_VERIFICATION.ACCOUNT_ID)
              .fetchOptional(row -> row.value1());
      proved.ifPresent(account -> verify(transaction.dsl(), account, now));
      return proved.isPresent();
    });
  }

  static Optional<Account> findInside(DSLContext transaction, String email) {
    return find(transaction, ACCOUNT.EMAIL.eq(email));
  }

  private static void verify(DSLContext transaction, UUID account, Instant now) {
    transaction
        .update(ACCOUNT)
        .set(ACCOUNT.VERIFIED_AT, now)
        .where(ACCOUNT.ID.eq(account))
        .and(ACCOUNT.VERIFIED_AT.isNull())
        .execute();
  }

  private static Optional<Account> find(DSLContext sql, Condition which) {
    return sql.selectFrom(ACCOUNT)
        .where(which)
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
