package boxoffice.inventory.event;

import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.CancelEventRequest;
import boxoffice.inventory.v1.CreateEventRequest;
import boxoffice.inventory.v1.Event;
import boxoffice.inventory.v1.EventState;
import boxoffice.inventory.v1.GetEventRequest;
import boxoffice.inventory.v1.ListEventsRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PublishEventRequest;
import boxoffice.inventory.v1.UpdateEventRequest;
import boxoffice.user.RunningUserGrpc;
import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Events over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private final RunningUserGrpc users;
  private final RunningInventoryGrpc inventory;
  private Truth truth;
  private Shows shows;
  private String stranger;
  private String buyer;

  EventsTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
  }

  @BeforeAll
  void start() {
    truth = new Truth();
    shows = new Shows(inventory, users.organiser().accessToken());
    stranger = users.organiser().accessToken();
    buyer = users.person("buyer").accessToken();
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void createsOneEventHoweverOftenItIsAsked() {
    var request =
        CreateEventRequest.newBuilder()
            .setRequestId(newId())
            .setOrganisationId(shows.catalogue().organisationId())
            .setDisplayName("Once")
            .build();

    var first = shows.events().createEvent(request);

    assertThat(first.getEvent().getState()).isEqualTo(EventState.EVENT_STATE_DRAFT);
    assertThat(shows.events().createEvent(request)).isEqualTo(first);
    assertThat(audit(first.getEvent())).containsExactly("event-created");
    assertThat(
            reason(() ->
                shows.events().createEvent(request.toBuilder().setDisplayName("Twice").build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(reason(() -> shows.events(stranger).createEvent(request))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> shows.events(buyer).createEvent(request))).isEqualTo("FORBIDDEN");
  }

  @Test
  void showsADraftToItsOrganisationAlone() {
    var draft = shows.event("Secret", false);
    var unknown = newId();

    assertThat(read(shows.token(), draft.getEventId())).isEqualTo(draft);
    for (var other : new String[] {stranger, buyer}) {
      assertThat(refusal(() -> read(other, draft.getEventId())))
          .startsWith("NOT_FOUND")
          .isEqualTo(refusal(() -> read(other, unknown)));
    }
    assertThat(
            shows.events(buyer).listEvents(ListEventsRequest.getDefaultInstance()).getEventsList())
        .doesNotContain(draft);

    publish(draft, "");
    assertThat(read(buyer, draft.getEventId()).getState())
        .isEqualTo(EventState.EVENT_STATE_PUBLISHED);
  }

  @Test
  void publishesOnceAndTellsACancelledOneApart() {
    var draft = shows.event("Premiere", false);
    var request =
        PublishEventRequest.newBuilder().setRequestId(newId()).setEventId(draft.getEventId());

    var published = shows.events().publishEvent(request.build()).getEvent();

    assertThat(published.getState()).isEqualTo(EventState.EVENT_STATE_PUBLISHED);
    assertThat(published.getEtag()).isNotEqualTo(draft.getEtag());
    assertThat(shows.events().publishEvent(request.build()).getEvent()).isEqualTo(published);
    assertThat(publish(published, "")).isEqualTo(published);
    assertThat(reason(() -> publish(published, draft.getEtag()))).isEqualTo("ETAG_MISMATCH");
    assertThat(
            reason(() -> shows.events().publishEvent(request.setEtag(published.getEtag()).build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(audit(draft)).containsExactly("event-created", "event-published");

    shows.cancel(published);
    assertThat(
            shows
                .events()
                .publishEvent(request.setRequestId(newId()).setEtag("").build())
                .hasCancelled())
        .isTrue();
  }

  /// The two requests are the same bytes.
  @Test
  void takesNoCancelForThePublishWithTheSameRequestId() {
    var draft = shows.event("Mixed up", false);
    var id = newId();
    shows
        .events()
        .publishEvent(
            PublishEventRequest.newBuilder()
                .setRequestId(id)
                .setEventId(draft.getEventId())
                .build());

    assertThat(
            reason(() ->
                shows
                    .events()
                    .cancelEvent(
                        CancelEventRequest.newBuilder()
                            .setRequestId(id)
                            .setEventId(draft.getEventId())
                            .build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(read(buyer, draft.getEventId()).getState())
        .isEqualTo(EventState.EVENT_STATE_PUBLISHED);
  }

  @Test
  void cancelsItsPerformancesWithIt() {
    var event = shows.event("Cancelled tour", true);
    var open = of(event, PerformanceState.PERFORMANCE_STATE_OPEN);
    var draft = of(event, PerformanceState.PERFORMANCE_STATE_DRAFT);
    var other = shows.create(PerformanceState.PERFORMANCE_STATE_OPEN);
    var epoch = epoch(open);
    assertThat(reason(() -> cancel(event, "r9"))).isEqualTo("ETAG_MISMATCH");
    assertThat(state(open)).isEqualTo(PerformanceState.PERFORMANCE_STATE_OPEN);

    var request =
        CancelEventRequest.newBuilder()
            .setRequestId(newId())
            .setEventId(event.getEventId())
            .build();
    var cancelled = shows.events().cancelEvent(request).getEvent();

    assertThat(cancelled.getState()).isEqualTo(EventState.EVENT_STATE_CANCELLED);
    for (var performance : new Performance[] {open, draft}) {
      assertThat(state(performance)).isEqualTo(PerformanceState.PERFORMANCE_STATE_CANCELLED);
      assertThat(auditOf(performance.getPerformanceId()))
          .containsExactly("performance-created", "performance-cancelled");
    }
    assertThat(state(other)).isEqualTo(PerformanceState.PERFORMANCE_STATE_OPEN);
    assertThat(epoch(open)).isGreaterThan(epoch);
    assertThat(shows.events().cancelEvent(request).getEvent()).isEqualTo(cancelled);
    assertThat(cancel(event, "")).isEqualTo(cancelled);
    assertThat(audit(event)).containsExactly("event-created", "event-cancelled");
    assertThat(reason(() -> of(event, PerformanceState.PERFORMANCE_STATE_DRAFT)))
        .isEqualTo("VALIDATION_FAILED");
  }

  /// Whoever comes first: nothing of a cancelled event is on sale.
  @Test
  void leavesNothingOnSaleThatIsCreatedMeanwhile() throws InterruptedException, ExecutionException {
    for (int i = 0; i < 10; i++) {
      var event = shows.event("Race", true);
      var draft = of(event, PerformanceState.PERFORMANCE_STATE_DRAFT);
      List<Callable<String>> calls =
          List.of(
              () -> reason(() -> of(event, PerformanceState.PERFORMANCE_STATE_OPEN)),
              () -> reason(() -> cancel(event, "")),
              () ->
                  reason(() ->
                      shows
                          .performances()
                          .publishPerformance(Shows.publishing(draft.getPerformanceId()).build())));
      var reasons = Together.all(calls);

      assertThat(reasons.get(0)).isIn("none", "VALIDATION_FAILED");
      assertThat(reasons.subList(1, 3)).containsOnly("none");
      assertThat(
              truth.rows(
                  "select distinct state from inventory.performance where event_id = ?",
                  UUID.fromString(event.getEventId())))
          .containsExactly("CANCELLED");
    }
  }

  @Test
  void changesTheTextsThatTheMaskNames() {
    var event = shows.event("Old", true);
    var request =
        UpdateEventRequest.newBuilder()
            .setRequestId(newId())
            .setEventId(event.getEventId())
            .setDisplayName("New")
            .setDescription("ignored")
            .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
            .setEtag(event.getEtag());

    var updated = shows.events().updateEvent(request.build()).getEvent();

    assertThat(updated.getDisplayName()).isEqualTo("New");
    assertThat(updated.getDescription()).isEmpty();
    assertThat(shows.events().updateEvent(request.build()).getEvent()).isEqualTo(updated);
    assertThat(reason(() -> shows.events().updateEvent(request.setRequestId(newId()).build())))
        .isEqualTo("ETAG_MISMATCH");
    assertThat(read(buyer, event.getEventId())).isEqualTo(updated);
  }

  @Test
  void letsNobodyElseChangeAnything() {
    var event = shows.event("Mine", true);
    var unknown = event.toBuilder().setEventId(newId()).build();

    for (var as : new String[] {stranger, buyer}) {
      var expected = as.equals(buyer) ? "FORBIDDEN" : "NOT_FOUND";
      assertThat(refusal(() -> publish(as, event)))
          .startsWith(expected)
          .isEqualTo(refusal(() -> publish(as, unknown)));
      assertThat(refusal(() -> cancel(as, event)))
          .startsWith(expected)
          .isEqualTo(refusal(() -> cancel(as, unknown)));
      assertThat(refusal(() -> update(as, event)))
          .startsWith(expected)
          .isEqualTo(refusal(() -> update(as, unknown)));
    }
    assertThat(read(buyer, event.getEventId())).isEqualTo(event);
  }

  @Test
  void i1i2g13ChangesNothingForWhatIsNoRequest() {
    var event = shows.event("Untouched", true);
    var publish =
        PublishEventRequest.newBuilder().setRequestId(newId()).setEventId(event.getEventId());
    var update =
        UpdateEventRequest.newBuilder()
            .setRequestId(newId())
            .setEventId(event.getEventId())
            .setDisplayName("'; drop table inventory.event; --")
            .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
            .build();
    for (var bad :
        new UpdateEventRequest[] {
          update.toBuilder().setRequestId("").build(),
          update.toBuilder().setEventId("1 or 1=1").build(),
          update.toBuilder().clearUpdateMask().build(),
          update.toBuilder().setUpdateMask(FieldMask.newBuilder().addPaths("state")).build(),
          update.toBuilder().setDisplayName("").build(),
          update.toBuilder().setDisplayName("a\u0000b").build(),
          update.toBuilder().setDisplayName("x".repeat(201)).build(),
          update.toBuilder().setEtag("\n").build()
        }) {
      assertThat(reason(() -> shows.events().updateEvent(bad))).isEqualTo("VALIDATION_FAILED");
    }
    assertThat(reason(() -> shows.events().publishEvent(publish.clone().setEventId("").build())))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(read(buyer, event.getEventId())).isEqualTo(event);

    var stored = shows.events().updateEvent(update).getEvent();
    assertThat(stored.getDisplayName()).isEqualTo("'; drop table inventory.event; --");
  }

  /// A token holds the last name of its page.
  @Test
  void listsLongNamesPageByPage() {
    var organiser = new Shows(inventory, users.organiser().accessToken());
    for (var letter : new String[] {"\u00e4", "\u00f6", "\ud83c\udfad", "z"}) {
      organiser.event(letter.repeat(200), true);
    }
    var found = new ArrayList<String>();
    var token = "";
    do {
      var page =
          organiser
              .events()
              .listEvents(
                  ListEventsRequest.newBuilder()
                      .setOrganisationId(organiser.catalogue().organisationId())
                      .setPageSize(1)
                      .setPageToken(token)
                      .build());
      page.getEventsList().forEach(event -> found.add(event.getEventId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(found).hasSize(5).doesNotHaveDuplicates();
  }

  private Event read(String as, String id) {
    return shows
        .events(as)
        .getEvent(GetEventRequest.newBuilder().setEventId(id).build())
        .getEvent();
  }

  private Event publish(Event event, String etag) {
    return shows
        .events()
        .publishEvent(
            PublishEventRequest.newBuilder()
                .setRequestId(newId())
                .setEventId(event.getEventId())
                .setEtag(etag)
                .build())
        .getEvent();
  }

  private void publish(String as, Event event) {
    var _ =
        shows
            .events(as)
            .publishEvent(
                PublishEventRequest.newBuilder()
                    .setRequestId(newId())
                    .setEventId(event.getEventId())
                    .build());
  }

  private Event cancel(Event event, String etag) {
    return shows
        .events()
        .cancelEvent(
            CancelEventRequest.newBuilder()
                .setRequestId(newId())
                .setEventId(event.getEventId())
                .setEtag(etag)
                .build())
        .getEvent();
  }

  private void cancel(String as, Event event) {
    var _ =
        shows
            .events(as)
            .cancelEvent(
                CancelEventRequest.newBuilder()
                    .setRequestId(newId())
                    .setEventId(event.getEventId())
                    .build());
  }

  private void update(String as, Event event) {
    var _ =
        shows
            .events(as)
            .updateEvent(
                UpdateEventRequest.newBuilder()
                    .setRequestId(newId())
                    .setEventId(event.getEventId())
                    .setDisplayName("Not mine")
                    .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                    .build());
  }

  private Performance of(Event event, PerformanceState state) {
    return shows.create(shows.request().setEventId(event.getEventId()).setState(state));
  }

  private PerformanceState state(Performance performance) {
    return shows.read(shows.token(), performance.getPerformanceId()).getState();
  }

  private int epoch(Performance performance) {
    return Integer.parseInt(
        truth
            .rows(
                "select epoch from inventory.pool where performance_id = ?",
                UUID.fromString(performance.getPerformanceId()))
            .getFirst());
  }

  private Iterable<String> audit(Event event) {
    return auditOf(event.getEventId());
  }

  private Iterable<String> auditOf(String subject) {
    return truth.rows(
        "select action from inventory.audit_entry where subject = ? order by number", subject);
  }
}
