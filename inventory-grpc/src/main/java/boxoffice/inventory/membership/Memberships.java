package boxoffice.inventory.membership;

import static boxoffice.db.inventory.Tables.ORGANISATION_MEMBER;

import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Says whether the caller of this call belongs to an organisation. An admin belongs to each, and
/// what belongs to no organisation is an admin's only.
public final class Memberships {
  private static final String ADMIN = "admin";

  /// For what only members see: to others it is not there.
  ///
  /// @param noun what is not found, such as `venue`
  /// @throws WireException NOT_FOUND
  public void check(DSLContext sql, @Nullable UUID organisationId, String noun) {
    if (!isMember(sql, organisationId)) {
      throw WireException.notFound(noun);
    }
  }

  /// Costs a primary-key read for a person who is no admin, and nothing for others.
  public boolean isMember(DSLContext sql, @Nullable UUID organisationId) {
    var caller = Caller.current().filter(Caller::isPerson);
    if (caller.isEmpty()) {
      return false;
    }
    if (isAdmin(caller.get())) {
      return true;
    }
    return organisationId != null
        && sql.fetchExists(
            ORGANISATION_MEMBER,
            ORGANISATION_MEMBER.ORGANISATION_ID.eq(organisationId),
            ORGANISATION_MEMBER.ACCOUNT_ID.eq(caller.get().accountId()));
  }

  /// Admins may do what members and owners may.
  public static boolean isAdmin(Caller caller) {
    return caller.roles().contains(ADMIN);
  }
}
