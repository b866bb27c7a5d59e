package boxoffice.user.admin;

import boxoffice.user.account.Accounts;
import boxoffice.user.account.Accounts.Account;
import boxoffice.user.audit.AuditLog;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Makes the first admin, once: no RPC can, because only admins may. The address gets an account,
/// or the verified account that it has gets the role.
@Component
public class FirstAdmin {
  private static final String ADMIN = "admin";

  private final DSLContext sql;
  private final Accounts accounts;
  private final AuditLog audit;

  FirstAdmin(DSLContext sql, Accounts accounts, AuditLog audit) {
    this.sql = sql;
    this.accounts = accounts;
    this.audit = audit;
  }

  /// What came of it.
  sealed interface Result {
    /// A new account.
    record Created(UUID account) implements Result {}

    /// An account that was there already.
    record Promoted(UUID account) implements Result {}

    /// Nobody.
    ///
    /// @param why for a person
    record Refused(String why) implements Result {}
  }

  /// Why nobody can become the first admin now under this address.
  Optional<String> obstacle(String email) {
    return obstacle(sql, accounts.find(email));
  }

  /// Whether the address has an account, so that no password is asked for.
  boolean isKnown(String email) {
    return accounts.find(email).isPresent();
  }

  /// @param password of a new account; an account that is there keeps its own
  Result make(String email, String displayName, String password) {
    var roles = Set.of("buyer", ADMIN);
    var prepared =
        isKnown(email)
            ? Optional.<Account>empty()
            : Optional.of(accounts.prepare(email, password, displayName, roles));
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      ManagedAccountStore.lockAdmins(inside);
      var known = accounts.find(email);
      var obstacle = obstacle(inside, known);
      if (obstacle.isPresent()) {
        return new Result.Refused(obstacle.get());
      }
      if (known.isPresent()) {
        return promote(inside, known.get().id());
      }
      if (prepared.isEmpty()) {
        return new Result.Refused("the account was closed this very moment: try again");
      }
      var id = accounts.add(prepared.get());
      var made = ManagedAccountStore.lock(inside, id);
      if (made.filter(ManagedAccountStore.Row::isActiveAdmin).isEmpty()) {
        return new Result.Refused("the address was registered this very moment: try again");
      }
      note(inside, id, Set.of(), roles);
      return new Result.Created(id);
    });
  }

  private static Optional<String> obstacle(DSLContext sql, Optional<Account> known) {
    if (ManagedAccountStore.isAnyAdmin(sql)) {
      return Optional.of("there is an admin already, who can make others");
    }
    return known
        .map(account -> ManagedAccountStore.lock(sql, account.id()).orElseThrow().state())
        .flatMap(state ->
            switch (state) {
              case ACCOUNT_STATE_ACTIVE -> Optional.empty();
              case ACCOUNT_STATE_UNVERIFIED ->
                  Optional.of("this address waits for its proof: use the mailed link first");
              case ACCOUNT_STATE_DISABLED -> Optional.of("the account of this address is disabled");
              case ACCOUNT_STATE_CLOSED, ACCOUNT_STATE_UNSPECIFIED, UNRECOGNIZED ->
                  Optional.of("the account of this address is closed");
            });
  }

  private Result promote(DSLContext sql, UUID id) {
    var account = ManagedAccountStore.lock(sql, id).orElseThrow();
    var roles = new TreeSet<>(account.roles());
    roles.add(ADMIN);
    ManagedAccountStore.setRoles(sql, id, roles);
    note(sql, id, account.roles(), roles);
    return new Result.Promoted(id);
  }

  private void note(DSLContext sql, UUID id, Set<String> before, Set<String> after) {
    audit.add(
        sql,
        new AuditLog.Entry(
            AuditLog.SYSTEM,
            "first-admin-made",
            id.toString(),
            Map.of("roles", new TreeSet<>(before)),
            Map.of("roles", new TreeSet<>(after))));
  }
}
