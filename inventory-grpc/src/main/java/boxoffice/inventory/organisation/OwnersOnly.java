package boxoffice.inventory.organisation;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;

/// Locks an organisation for what only its owners and admins do.
final class OwnersOnly {
  private final OrganisationStore organisations;
  private final MemberStore members;

  OwnersOnly(OrganisationStore organisations, MemberStore members) {
    this.organisations = organisations;
    this.members = members;
  }

  /// @throws WireException NOT_FOUND to who is no member, FORBIDDEN to who is no owner
  OrganisationStore.Locked lock(DSLContext inside, UUID organisation) {
    var locked = lockForMember(inside, organisation);
    if (!isOwner(inside, organisation)) {
      throw new WireException(ErrorReason.FORBIDDEN, "for owners of the organisation");
    }
    return locked;
  }

  /// @throws WireException NOT_FOUND to who is no member
  OrganisationStore.Locked lockForMember(DSLContext inside, UUID organisation) {
    var locked =
        organisations
            .lock(inside, organisation)
            .orElseThrow(() -> WireException.notFound("organisation"));
    var caller = Caller.person();
    if (!Memberships.isAdmin(caller)
        && members.find(inside, organisation, caller.accountId()).isEmpty()) {
      throw WireException.notFound("organisation");
    }
    return locked;
  }

  private boolean isOwner(DSLContext inside, UUID organisation) {
    var caller = Caller.person();
    return Memberships.isAdmin(caller)
        || members
            .find(inside, organisation, caller.accountId())
            .filter(member -> member.role() == Member.Role.OWNER)
            .isPresent();
  }
}
