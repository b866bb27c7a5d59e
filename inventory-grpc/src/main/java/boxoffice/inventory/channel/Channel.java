package boxoffice.inventory.channel;

import java.time.Instant;
import java.util.UUID;

/// A partner that sells seats of an organisation's.
///
/// @param clientId of the API client that sells for it
public record Channel(
    UUID channelId, UUID organisationId, String displayName, String clientId, Instant createTime) {}
