package boxoffice.inventory.organisation;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Takes people into an organisation and out of it. Safe to repeat. An organisation keeps an owner:
/// changes of one organisation's members are made one after the other.
final class ChangeMembers {
  private final DSLContext sql;
  private final OwnersOnly owners;
  private final MemberStore members;
  private final AuditLog audit;
  private final Clock clock;

  ChangeMembers(
      DSLContext sql,
      OrganisationStore organisations,
      MemberStore members,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.owners = new OwnersOnly(organisations, members);
    this.members = members;
    this.audit = audit;
    this.clock = clock;
  }

  sealed interface Put {
    record Done(Member member) implements Put {}

    record LastOwner() implements Put {}
  }

  /// @throws WireException NOT_FOUND, FORBIDDEN
  Put put(Change change, UUID organisation, UUID account, Member.Role role) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      owners.lock(inside, organisation);
      var before = members.find(inside, organisation, account);
      if (before.isPresent() && before.get().role() == role) {
        return new Put.Done(before.get());
      }
      if (before.isPresent() && isLastOwner(inside, organisation, before.get())) {
        return new Put.LastOwner();
      }
      var now = DatabaseTime.now(clock);
      members.put(inside, organisation, account, role, now);
      record(
          inside, change, "member-put", new Deed(organisation, account, before, Optional.of(role)));
      return new Put.Done(members.find(inside, organisation, account).orElseThrow());
    });
  }

  /// Owners remove anybody, others only themselves.
  ///
  /// @return false when it is the last owner, who stays
  /// @throws WireException NOT_FOUND, FORBIDDEN
  boolean remove(Change change, UUID organisation, UUID account) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      if (Caller.person().accountId().equals(account)) {
        owners.lockForMember(inside, organisation);
      } else {
        owners.lock(inside, organisation);
      }
      var before = members.find(inside, organisation, account);
      if (before.isEmpty()) {
        return true;
      }
      if (isLastOwner(inside, organisation, before.get())) {
        return false;
      }
      members.remove(inside, organisation, account);
      record(
          inside,
          change,
          "member-removed",
          new Deed(organisation, account, before, Optional.empty()));
      return true;
    });
  }

  private boolean isLastOwner(DSLContext inside, UUID organisation, Member member) {
    return member.role() == Member.Role.OWNER
        && !members.hasOtherOwner(inside, organisation, member.accountId());
  }

  private record Deed(
      UUID organisation, UUID account, Optional<Member> before, Optional<Member.Role> after) {}

  private void record(DSLContext inside, Change change, String action, Deed deed) {
    audit.add(
        inside,
        new AuditLog.Entry(
            deed.organisation(),
            change,
            action,
            deed.account().toString(),
            deed.before().<Map<String, ?>>map(was -> Map.of("role", was.role())).orElse(Map.of()),
            deed.after().<Map<String, ?>>map(role -> Map.of("role", role)).orElse(Map.of())));
  }
}
