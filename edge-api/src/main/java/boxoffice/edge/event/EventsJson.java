package boxoffice.edge.event;

import boxoffice.inventory.v1.ListEventsResponse;
import java.util.List;

/// A page of events, by name.
///
/// @param nextPageToken asks for the next page; empty after the last one
record EventsJson(List<EventJson> events, String nextPageToken) {

  static EventsJson of(ListEventsResponse page) {
    return new EventsJson(
        page.getEventsList().stream().map(EventJson::of).toList(), page.getNextPageToken());
  }
}
