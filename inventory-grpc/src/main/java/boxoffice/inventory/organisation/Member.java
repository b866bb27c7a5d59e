package boxoffice.inventory.organisation;

import java.time.Instant;
import java.util.UUID;

/// An account in an organisation.
record Member(UUID accountId, Role role, Instant createTime) {
  /// What it may do.
  enum Role {
    OWNER,
    MEMBER
  }
}
