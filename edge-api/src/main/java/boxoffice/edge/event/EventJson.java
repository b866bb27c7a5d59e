package boxoffice.edge.event;

import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.Event;
import boxoffice.wire.WireTypes;
import java.time.Instant;

/// What performances are performances of.
///
/// @param state `DRAFT`, `PUBLISHED` or `CANCELLED`
record EventJson(
    String eventId,
    String organisationId,
    String displayName,
    String description,
    String state,
    Instant createTime,
    Instant updateTime,
    String etag) {

  static EventJson of(Event event) {
    return new EventJson(
        event.getEventId(),
        event.getOrganisationId(),
        event.getDisplayName(),
        event.getDescription(),
        StateName.of(event.getState(), "EVENT_STATE_"),
        WireTypes.instant(event.getCreateTime()),
        WireTypes.instant(event.getUpdateTime()),
        event.getEtag());
  }
}
