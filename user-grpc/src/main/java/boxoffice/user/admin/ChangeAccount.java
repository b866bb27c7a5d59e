package boxoffice.user.admin;

import boxoffice.user.admin.ManagedAccountStore.Row;
import boxoffice.user.audit.AuditLog;
import boxoffice.user.revocation.Revocations;
import boxoffice.user.session.EndSessions;
import boxoffice.user.v1.AccountState;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Changes what an account may do and whether its person is let in. Each change is in the audit
/// log, and ends the tokens that say otherwise; what is so already changes nothing, so all of it is
/// safe to repeat.
///
/// One admin who can sign in always remains, also when two of them do it to each other at once.
///
/// Throws [WireException]: NOT_FOUND for an unknown or closed account, VALIDATION_FAILED for the
/// last admin.
@Component
class ChangeAccount {
  private static final String ADMIN = "admin";

  private final DSLContext sql;
  private final EndSessions endSessions;
  private final Revocations revocations;
  private final AuditLog audit;
  private final Clock clock;

  ChangeAccount(
      DSLContext sql,
      EndSessions endSessions,
      Revocations revocations,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.endSessions = endSessions;
    this.revocations = revocations;
    this.audit = audit;
    this.clock = clock;
  }

  /// @param role lower case
  Row grant(UUID admin, UUID id, String role) {
    return change(
        id,
        (inside, account) -> {
          if (account.roles().contains(role)) {
            return;
          }
          var roles = new TreeSet<>(account.roles());
          roles.add(role);
          setRoles(inside, admin, account, roles);
        });
  }

  /// @param role lower case
  Row revoke(UUID admin, UUID id, String role) {
    return change(
        id,
        (inside, account) -> {
          if (!account.roles().contains(role)) {
            return;
          }
          if (role.equals(ADMIN)) {
            checkAnotherAdmin(inside, account);
          }
          var roles = new TreeSet<>(account.roles());
          roles.remove(role);
          setRoles(inside, admin, account, roles);
        });
  }

  Row disable(UUID admin, UUID id, String reason) {
    return change(
        id,
        (inside, account) -> {
          if (account.state() == AccountState.ACCOUNT_STATE_DISABLED) {
            return;
          }
          checkAnotherAdmin(inside, account);
          ManagedAccountStore.setDisabled(inside, id, clock.instant());
          var notBefore = ManagedAccountStore.refuseTokens(inside, id, clock.instant());
          audit.add(
              inside,
              new AuditLog.Entry(
                  admin.toString(),
                  "account-disabled",
                  id.toString(),
                  Map.of("disabled", false),
                  Map.of("disabled", true, "reason", reason)));
          endSessions.endAllOf(inside, id, null, "account-disabled");
          revocations.endTokensOf(inside, id.toString(), notBefore);
        });
  }

  Row enable(UUID admin, UUID id) {
    return change(
        id,
        (inside, account) -> {
          if (account.state() != AccountState.ACCOUNT_STATE_DISABLED) {
            return;
          }
          ManagedAccountStore.setDisabled(inside, id, null);
          audit.add(
              inside,
              new AuditLog.Entry(
                  admin.toString(),
                  "account-enabled",
                  id.toString(),
                  Map.of("disabled", true),
                  Map.of("disabled", false)));
        });
  }

  @FunctionalInterface
  private interface Change {
    void apply(DSLContext sql, Row account);
  }

  private Row change(UUID id, Change change) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      ManagedAccountStore.lockAdmins(inside);
      change.apply(inside, account(inside, id));
      return account(inside, id);
    });
  }

  private static Row account(DSLContext sql, UUID id) {
    return ManagedAccountStore.lock(sql, id)
        .filter(account -> account.state() != AccountState.ACCOUNT_STATE_CLOSED)
        .orElseThrow(() -> WireException.notFound("account"));
  }

  private static void checkAnotherAdmin(DSLContext sql, Row account) {
    if (account.isActiveAdmin() && !ManagedAccountStore.isAnotherAdmin(sql, account.id())) {
      throw WireException.invalidField("account_id", "the last admin stays");
    }
  }

  private void setRoles(DSLContext sql, UUID admin, Row account, Set<String> roles) {
    var id = account.id();
    ManagedAccountStore.setRoles(sql, id, roles);
    var notBefore = ManagedAccountStore.refuseTokens(sql, id, clock.instant());
    audit.add(
        sql,
        new AuditLog.Entry(
            admin.toString(),
            roles.size() > account.roles().size() ? "role-granted" : "role-revoked",
            id.toString(),
            Map.of("roles", new TreeSet<>(account.roles())),
            Map.of("roles", roles)));
    revocations.endTokensOf(sql, id.toString(), notBefore);
  }
}
