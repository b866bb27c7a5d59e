package boxoffice.load.scenario;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.client.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Puts a performance on sale, as an organiser does.
public final class Preparation {
  private static final long PRICE_STEP = 1_500;
  private static final long LOWEST_PRICE = 2_500;
  private static final String CURRENCY = "EUR";
  private static final int ROWS_A_PAGE = 100;

  private final Rest rest;
  private final Buyer organiser;
  private final RandomGenerator random;
  private final Clock clock;

  /// @param organiser somebody with that role
  public Preparation(Rest rest, Buyer organiser, RandomGenerator random, Clock clock) {
    this.rest = rest;
    this.organiser = organiser;
    this.random = random;
    this.clock = clock;
  }

  /// A new hall and a performance in it that is on sale.
  ///
  /// @param seatsPerBuyer 1 to 1000
  public House house(int seats, int seatsPerBuyer) {
    var organisation =
        "/v1/organisations/" + created("/v1/organisations", "organisationId", Map.of());
    var venue = created(organisation + "/venues", "venueId", Map.of("timeZone", "Europe/Berlin"));
    var event = created(organisation + "/events", "eventId", Map.of("published", true));
    var plan = new SeatPlanFile(seats, random).bytes();
    var hallKey = Chance.key(random);
    var path = "/v1/seatMaps?published=true&venueId=" + venue;
    var hall = done("import of a hall", () -> rest.post(path, plan, organiser, hallKey));
    var seatMap = UUID.fromString(hall.path("seatMapId").asString());
    var body = performance(event, seatMap, seatsPerBuyer);
    var key = Chance.key(random);
    var performance =
        done(
            "creation of a performance", () -> rest.post("/v1/performances", body, organiser, key));
    return new House(
        UUID.fromString(performance.path("performanceId").asString()),
        seatMap,
        CURRENCY,
        seats(seatMap),
        seatsPerBuyer);
  }

  /// @param id the field that names what was made
  private String created(String path, String id, Map<String, ?> more) {
    var body = new HashMap<String, Object>(more);
    body.put("displayName", "Load " + Chance.key(random));
    var key = Chance.key(random);
    return done("creation at " + path, () -> rest.post(path, body, organiser, key))
        .path(id)
        .asString();
  }

  private Map<String, Object> performance(String event, UUID seatMap, int seatsPerBuyer) {
    var now = clock.instant();
    var start = now.plus(Duration.ofDays(30));
    return Map.of(
        "displayName",
        "Load " + Chance.key(random),
        "eventId",
        event,
        "state",
        "OPEN",
        "seatMapId",
        seatMap.toString(),
        "onSaleTime",
        now.minus(Duration.ofMinutes(5)).toString(),
        "offSaleTime",
        start.toString(),
        "startTime",
        start.toString(),
        "orphansAllowed",
        true,
        "seatsPerBuyer",
        seatsPerBuyer,
        "prices",
        SeatPlanFile.CATEGORIES.stream()
            .map(category ->
                Map.of(
                    "category",
                    category,
                    "price",
                    Map.of("amountMinor", price(category), "currency", CURRENCY)))
            .toList());
  }

  private static long price(String category) {
    var fromBack = SeatPlanFile.CATEGORIES.size() - 1 - SeatPlanFile.CATEGORIES.indexOf(category);
    return LOWEST_PRICE + PRICE_STEP * fromBack;
  }

  /// All seats by ordinal, page by page.
  private List<House.Seat> seats(UUID seatMap) {
    var seats = new ArrayList<House.Seat>();
    var row = 0;
    var page = "";
    do {
      var path = "/v1/seatMaps/" + seatMap + "/rows?pageSize=" + ROWS_A_PAGE + page;
      var answer = done("reading the rows", () -> rest.get(path, organiser));
      for (var line : answer.path("rows")) {
        for (var seat : line.path("seats")) {
          var id = UUID.fromString(seat.path("seatId").asString());
          place(seats, seat.path("ordinal").asInt(), new House.Seat(id, row, price(seat)));
        }
        row++;
      }
      var next = answer.path("nextPageToken").asString("");
      page = next.isEmpty() ? "" : "&pageToken=" + next;
    } while (!page.isEmpty());
    return seats;
  }

  private static void place(List<House.Seat> seats, int ordinal, House.Seat seat) {
    if (ordinal != seats.size()) {
      throw new IllegalStateException("the rows are not in the order of their ordinals");
    }
    seats.add(seat);
  }

  private static long price(JsonNode seat) {
    return price(seat.path("category").asString());
  }

  private static JsonNode done(String what, Supplier<Reply> call) {
    var reply = Insistence.on(call);
    if (!reply.ok()) {
      throw new IllegalStateException(
          what + " failed: " + reply.status() + " " + reply.outcome() + " " + reply.body());
    }
    return reply.body();
  }
}
