package boxoffice.inventory.performance;

import static boxoffice.inventory.Shows.cancelling;
import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.pausing;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_DRAFT;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_OPEN;
import static boxoffice.inventory.v1.PerformanceState.PERFORMANCE_STATE_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.Event;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceOrder;
import boxoffice.inventory.v1.UpdateEventRequest;
import boxoffice.inventory.v1.UpdateVenueRequest;
import boxoffice.inventory.v1.VenueServiceGrpc;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.BearerToken;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Listing and finding performances over the wire. The database has those of other tests too, so
/// each list is of an event of its own.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerformanceListTest {
  private static final long DAY = 86_400;

  private final RunningUserGrpc users;
  private final RunningInventoryGrpc inventory;
  private Truth truth;
  private Shows shows;
  private String stranger;
  private String buyer;

  PerformanceListTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
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
  void listsToBuyersWhatIsPublishedAndToMembersEverything() {
    var event = shows.event("States", true);
    var published = add(event, "p", 0, of -> of.setState(PERFORMANCE_STATE_PUBLISHED));
    var open = add(event, "o", 1, of -> {});
    var paused = add(event, "q", 2, of -> {});
    var _ = shows.performances().pausePerformance(pausing(paused.getPerformanceId()).build());
    var cancelled = add(event, "c", 3, of -> {});
    var _ =
        shows.performances().cancelPerformance(cancelling(cancelled.getPerformanceId()).build());
    var draft = add(event, "d", 4, of -> of.setState(PERFORMANCE_STATE_DRAFT));

    assertThat(names(list(buyer, of(event)))).containsExactly("p", "o", "q");
    assertThat(names(list(shows.token(), of(event)))).containsExactly("p", "o", "q");
    var own = of(event).setOrganisationId(shows.catalogue().organisationId());
    assertThat(names(list(shows.token(), own))).containsExactly("p", "o", "q", "c", "d");
    for (var as : new String[] {stranger, buyer}) {
      assertThat(refusal(() -> list(as, own)))
          .startsWith("NOT_FOUND")
          .isEqualTo(refusal(() -> list(as, own.clone().setOrganisationId(newId()))));
    }
    assertThat(List.of(published, open, draft)).doesNotHaveDuplicates();

    shows.cancel(event);
    assertThat(list(buyer, of(event)).getPerformancesList()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = PerformanceOrder.class,
      names = {"UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void pagesStayStableWhilePerformancesAreAdded(PerformanceOrder order) {
    var event = shows.event("Pages", true);
    for (int i = 0; i < 6; i++) {
      add(event, "m" + i % 3, i / 2 * 2, of -> {}); // two at a time
    }
    var first = list(buyer, of(event).setPageSize(2).setOrder(order));
    add(event, "a", -1, of -> {});
    add(event, "z", 9, of -> {});
    var found = new ArrayList<>(first.getPerformancesList());
    var token = first.getNextPageToken();
    while (!token.isEmpty()) {
      var page = list(buyer, of(event).setPageSize(3).setOrder(order).setPageToken(token));
      found.addAll(page.getPerformancesList());
      token = page.getNextPageToken();
    }

    assertThat(found).hasSize(7).doesNotHaveDuplicates();
    switch (order) {
      case PERFORMANCE_ORDER_DISPLAY_NAME ->
          assertThat(found)
              .extracting(Performance::getDisplayName)
              .isSorted()
              .last()
              .isEqualTo("z");
      case PERFORMANCE_ORDER_START_TIME_DESCENDING ->
          assertThat(found)
              .extracting(performance -> -performance.getStartTime().getSeconds())
              .isSorted();
      default ->
          assertThat(found)
              .extracting(performance -> performance.getStartTime().getSeconds())
              .isSorted();
    }
  }

  @Test
  void refusesATokenOfAnotherQuestion() {
    var event = shows.event("Tokens", true);
    for (int i = 0; i < 3; i++) {
      add(event, "\ud83c\udfad".repeat(200), i, of -> {});
    }
    var byName = PerformanceOrder.PERFORMANCE_ORDER_DISPLAY_NAME;
    var asked = of(event).setPageSize(1).setOrder(byName);
    var token = list(buyer, asked).getNextPageToken();

    assertThat(list(buyer, asked.setPageToken(token).setPageSize(5)).getPerformancesList())
        .hasSize(2);
    for (var other :
        List.of(
            asked.clone().clearOrder(),
            asked.clone().setQuery("x"),
            asked.clone().setAvailableOnly(true),
            asked.clone().setVenueId(shows.catalogue().venueId()),
            asked.clone().clearEventId(),
            asked.clone().setPageToken("'; drop table inventory.performance; --"),
            asked.clone().setPageToken(token.substring(4)))) {
      assertThat(reason(() -> list(buyer, other)))
          .as(other.toString())
          .isEqualTo("VALIDATION_FAILED");
    }
  }

  @Test
  void filtersByTimeAndVenue() {
    var event = shows.event("Filters", true);
    var first = add(event, "first", 0, of -> {});
    var second = add(event, "second", 1, of -> {});
    add(event, "third", 2, of -> {});

    assertThat(names(list(buyer, of(event).setFromTime(second.getStartTime()))))
        .containsExactly("second", "third");
    assertThat(names(list(buyer, of(event).setToTime(second.getStartTime()))))
        .containsExactly("first");
    assertThat(
            names(
                list(
                    buyer,
                    of(event).setFromTime(first.getStartTime()).setToTime(first.getStartTime()))))
        .isEmpty();
    assertThat(list(buyer, of(event).setVenueId(newId())).getPerformancesList()).isEmpty();
    assertThat(list(buyer, of(event).setVenueId(shows.catalogue().venueId())).getPerformancesList())
        .hasSize(3);
  }

  @Test
  void listsWhatSellsNowAndHasFreeSeats() {
    var event = shows.event("Available", true);
    var free = add(event, "free", 0, of -> {});
    var sold = add(event, "sold", 1, of -> {});
    var later =
        add(
            event,
            "later",
            2,
            of ->
                of.setOnSaleTime(
                    of.getOffSaleTimeBuilder().build().toBuilder()
                        .setSeconds(of.getOffSaleTime().getSeconds() - 1)));
    var paused = add(event, "paused", 3, of -> {});
    var _ = shows.performances().pausePerformance(pausing(paused.getPerformanceId()).build());
    for (var performance : List.of(free, sold, later, paused)) {
      truth.execute(
          """
          insert into inventory.performance_count values ('%s', %d, now())
          on conflict (performance_id) do update set free_count = excluded.free_count
          """
              .formatted(performance.getPerformanceId(), performance.equals(sold) ? 0 : 3));
    }

    assertThat(names(list(buyer, of(event).setAvailableOnly(true)))).containsExactly("free");
  }

  @Test
  void findsByTheBeginningsOfWordsOfAllThreeNames() {
    var event = shows.event("Quibbling AC/DC Reunion", true);
    add(event, "Mo\u0308glich \u00c4ngste <b>Bold</b>", 0, of -> {});
    add(event, "Rock'n'Roll 2027-10-05", 1, of -> {});

    for (var words :
        List.of("quib", "QUIBBLING reun", "dc", "ac/dc", "reunion test ven", "quibbling 2027")) {
      assertThat(
              list(buyer, ListPerformancesRequest.newBuilder().setQuery(words))
                  .getPerformancesList())
          .as(words)
          .filteredOn(found -> found.getEventId().equals(event.getEventId()))
          .isNotEmpty();
    }
    assertThat(names(list(buyer, of(event).setQuery("bold")))).hasSize(1);
    assertThat(names(list(buyer, of(event).setQuery("\u00e4ng")))).hasSize(1);
    assertThat(names(list(buyer, of(event).setQuery("roll 10")))).hasSize(1);
    assertThat(names(list(buyer, of(event).setQuery("bold 10")))).isEmpty();
    assertThat(names(list(buyer, of(event).setQuery("uibbling")))).isEmpty();
  }

  @Test
  void findsByNewNamesAtOnce() {
    var event = shows.event("Oldname", true);
    add(event, "Show", 0, of -> {});
    assertThat(names(list(buyer, of(event).setQuery("oldname")))).hasSize(1);

    var _ =
        shows
            .events()
            .updateEvent(
                UpdateEventRequest.newBuilder()
                    .setRequestId(newId())
                    .setEventId(event.getEventId())
                    .setDisplayName("Newname")
                    .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                    .build());
    var _ =
        VenueServiceGrpc.newBlockingStub(inventory.channel())
            .withCallCredentials(new BearerToken(shows::token))
            .updateVenue(
                UpdateVenueRequest.newBuilder()
                    .setRequestId(newId())
                    .setVenueId(shows.catalogue().venueId())
                    .setDisplayName("Test Venue Palladium")
                    .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                    .build());

    assertThat(names(list(buyer, of(event).setQuery("newname pallad")))).hasSize(1);
    assertThat(names(list(buyer, of(event).setQuery("oldname")))).isEmpty();
  }

  /// What is looked for is words, whatever signs it has.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a & | ! :* '",
        "&",
        "!!! ??? :*",
        "'",
        "\\",
        "\\'; drop table inventory.performance; --",
        "' or 1=1 --",
        "a:*&!b",
        "(((",
        "a <-> b",
        "$1 $$ {0} ?",
        "pg_sleep(5)",
        "%s %d",
        "\"quoted\" 'text'",
        "\u200b\u00a0\u3000",
        "\ud83c\udfad"
      })
  void i1TakesASearchForWordsWhateverItSays(String query) {
    var event = shows.event("Literal", true);
    add(event, query.isBlank() ? "Blank" : query, 0, of -> {});

    assertThat(list(buyer, of(event).setQuery(query)).getPerformancesList()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"venue_id,x", "event_id,1 or 1=1", "organisation_id,*", "query,'a\u0000b'"})
  void i1i2g13RefusesWhatIsNoQuestion(String field, String value) {
    var request = ListPerformancesRequest.newBuilder();
    request.setField(ListPerformancesRequest.getDescriptor().findFieldByName(field), value);

    assertThat(reason(() -> list(buyer, request))).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void i2g13RefusesAnUnknownOrderAndImpossibleTimes() {
    var endless = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();

    for (var request :
        List.of(
            ListPerformancesRequest.newBuilder().setOrderValue(9),
            ListPerformancesRequest.newBuilder().setPageSize(-1),
            ListPerformancesRequest.newBuilder().setFromTime(endless),
            ListPerformancesRequest.newBuilder().setQuery("x".repeat(101)))) {
      assertThat(reason(() -> list(buyer, request))).isEqualTo("VALIDATION_FAILED");
    }
  }

  private Performance add(
      Event event, String name, int day, Consumer<CreatePerformanceRequest.Builder> edit) {
    var request = shows.request();
    var start = request.getStartTime().toBuilder();
    start.setSeconds(start.getSeconds() + day * DAY);
    request
        .setEventId(event.getEventId())
        .setDisplayName(name)
        .setState(PERFORMANCE_STATE_OPEN)
        .setStartTime(start)
        .setOffSaleTime(start);
    edit.accept(request);
    return shows.create(request);
  }

  private static ListPerformancesRequest.Builder of(Event event) {
    return ListPerformancesRequest.newBuilder().setEventId(event.getEventId());
  }

  private ListPerformancesResponse list(String as, ListPerformancesRequest.Builder request) {
    return inventory.performances(as).listPerformances(request.build());
  }

  private static List<String> names(ListPerformancesResponse page) {
    return page.getPerformancesList().stream().map(Performance::getDisplayName).toList();
  }
}
