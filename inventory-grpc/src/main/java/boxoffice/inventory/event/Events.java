package boxoffice.inventory.event;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;

/// Events of the caller's, for what is made of them.
public final class Events {
  private final EventStore store;
  private final Memberships memberships;

  Events(EventStore store, Memberships memberships) {
    this.store = store;
    this.memberships = memberships;
  }

  /// An event that the caller may change. It stays as it is while the transaction lasts.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's
  public Event own(DSLContext inside, UUID eventId) {
    var event = store.share(inside, eventId).orElseThrow(() -> WireException.notFound("event"));
    memberships.check(inside, event.organisationId(), "event");
    return event;
  }

  /// Whether buyers see an event. It stays as it is while the transaction lasts.
  public boolean isPublished(DSLContext inside, UUID eventId) {
    return store
        .share(inside, eventId)
        .filter(event -> event.state() == Event.State.PUBLISHED)
        .isPresent();
  }
}
