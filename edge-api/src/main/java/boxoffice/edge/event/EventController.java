package boxoffice.edge.event;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.EventServiceGrpc.EventServiceBlockingStub;
import boxoffice.inventory.v1.GetEventRequest;
import boxoffice.inventory.v1.ListEventsRequest;
import boxoffice.wire.BearerToken;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Events.
@Refusals("inventory-unavailable")
@RestController
class EventController {
  private final EventServiceBlockingStub events;

  EventController(EventServiceBlockingStub events) {
    this.events = events;
  }

  /// Makes an event of an organisation.
  @PostMapping(
      path = "/v1/organisations/{organisation}/events",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EventJson> createEvent(
      RequestId requestId, @PathVariable String organisation, @RequestBody CreateEventJson body) {
    var response =
        events
            .withCallCredentials(BearerToken.ofCaller())
            .createEvent(body.toProto(requestId, organisation));
    var event = EventJson.of(response.getEvent());
    return ResponseEntity.created(URI.create("/v1/events/" + event.eventId())).body(event);
  }

  /// Lists the events of an organisation, drafts too, by name.
  @GetMapping(path = "/v1/organisations/{organisation}/events", produces = APPLICATION_JSON_VALUE)
  @Fills(ListEventsRequest.class)
  EventsJson listEventsOfOrganisation(
      @PathVariable String organisation,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return EventsJson.of(
        events
            .withCallCredentials(BearerToken.ofCaller())
            .listEvents(page(pageSize, pageToken).setOrganisationId(organisation).build()));
  }

  /// Lists the published events, by name.
  @GetMapping(path = "/v1/events", produces = APPLICATION_JSON_VALUE)
  @Fills(ListEventsRequest.class)
  EventsJson listEvents(
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return EventsJson.of(events.listEvents(page(pageSize, pageToken).build()));
  }

  /// Shows a published event to anybody.
  @GetMapping(path = "/v1/events/{event}", produces = APPLICATION_JSON_VALUE)
  @Fills(GetEventRequest.class)
  EventJson readEvent(@PathVariable String event) {
    var request = GetEventRequest.newBuilder().setEventId(event).build();
    return EventJson.of(events.getEvent(request).getEvent());
  }

  private static ListEventsRequest.Builder page(int size, String token) {
    return ListEventsRequest.newBuilder().setPageSize(size).setPageToken(token);
  }
}
