package boxoffice.inventory.organisation;

import java.time.Instant;
import java.util.UUID;

/// Who owns venues, events and what is sold.
record Organisation(
    UUID organisationId,
    String displayName,
    long revision,
    Instant createTime,
    Instant updateTime) {}
