package boxoffice.inventory.event;

import java.time.Instant;
import java.util.UUID;

/// What performances are performances of.
public record Event(
    UUID eventId,
    UUID organisationId,
    String displayName,
    String description,
    State state,
    long revision,
    Instant createTime,
    Instant updateTime) {

  /// Whether buyers see it.
  public enum State {
    DRAFT,
    PUBLISHED,
    CANCELLED
  }
}
