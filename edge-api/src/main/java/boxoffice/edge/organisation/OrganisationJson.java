package boxoffice.edge.organisation;

import boxoffice.inventory.v1.Organisation;
import boxoffice.wire.WireTypes;
import java.time.Instant;

/// Who owns venues, events and what is sold.
record OrganisationJson(
    String organisationId,
    String displayName,
    Instant createTime,
    Instant updateTime,
    String etag) {

  static OrganisationJson of(Organisation organisation) {
    return new OrganisationJson(
        organisation.getOrganisationId(),
        organisation.getDisplayName(),
        WireTypes.instant(organisation.getCreateTime()),
        WireTypes.instant(organisation.getUpdateTime()),
        organisation.getEtag());
  }
}
