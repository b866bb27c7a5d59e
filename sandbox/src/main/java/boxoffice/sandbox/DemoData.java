package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Something to sell and somebody to buy it: a hall, three performances, an organiser and a buyer.
/// Made once; a kept sandbox has them already.
final class DemoData {
  static final String ORGANISER = "organiser@example.com";
  static final String BUYER = "buyer@example.com";
  static final String ADMIN = "admin@example.com";
  static final String PASSWORD = "sandbox pass phrase";

  private static final int UNAUTHENTICATED = 401;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Long> PRICES =
      Map.of(
          "Premium",
          9500L,
          "Stalls",
          6500L,
          "Circle",
          5500L,
          "Balcony",
          3500L,
          "Accessible",
          3500L);
  private static final List<String> TITLES =
      List.of("Spring Gala", "Chamber Evening", "Symphony No. 9");

  private final LocalSystem system;
  private final EdgeClient edge;
  private final Clock clock;

  DemoData(LocalSystem system, EdgeClient edge, Clock clock) {
    this.system = system;
    this.edge = edge;
    this.clock = clock;
  }

  void make() {
    if (signs(edge, ADMIN, PASSWORD).status() == UNAUTHENTICATED) {
      system.people().createDemo();
    }
    makePerformances(edge, clock, () -> signIn(edge, ORGANISER, PASSWORD));
  }

  /// An organisation with a venue, a hall, an event and three performances, unless there are
  /// performances.
  ///
  /// @param organiser an access token
  static void makePerformances(EdgeClient edge, Clock clock, Supplier<String> organiser) {
    if (!patiently(() -> edge.get("/v1/performances", null)).ok().path("performances").isEmpty()) {
      return;
    }
    var token = organiser.get();
    var organisation =
        "/v1/organisations/"
            + created(edge, token, "/v1/organisations", Map.of("displayName", "City Concerts"))
                .path("organisationId")
                .asString();
    var venue =
        created(
                edge,
                token,
                organisation + "/venues",
                Map.of("displayName", "Concert House", "timeZone", "Europe/Berlin"))
            .path("venueId")
            .asString();
    var event =
        created(
                edge,
                token,
                organisation + "/events",
                Map.of("displayName", "Concert Season", "published", true))
            .path("eventId")
            .asString();
    var plan = "/v1/seatMaps?published=true&venueId=" + venue;
    var hall =
        patiently(() -> edge.postFile(plan, hall(), token, "demo-hall"))
            .ok()
            .path("seatMapId")
            .asString();
    var today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    for (int i = 0; i < TITLES.size(); i++) {
      var start = today.plus(Duration.ofDays(30L + i)).plus(Duration.ofMinutes(19 * 60 + 30));
      var performance = new HashMap<>(performance(TITLES.get(i), hall, today, start));
      performance.put("eventId", event);
      performance.put("state", "OPEN");
      performance.put("orphansAllowed", true); // whoever tries it out may take any seat
      var key = "demo-performance-" + i;
      patiently(() -> edge.post("/v1/performances", performance, token, key)).ok();
    }
  }

  /// Made once, however often it is asked for.
  private static JsonNode created(EdgeClient edge, String token, String path, Map<String, ?> body) {
    return patiently(() -> edge.post(path, body, token, "demo" + path.replace('/', '-'))).ok();
  }

  /// The first calls of a cold system on a busy machine may take longer than they are given.
  private static EdgeClient.Answer patiently(Supplier<EdgeClient.Answer> call) {
    return Patience.await(
        "the services to answer in time", PATIENCE, call, answer -> answer.status() < 500);
  }

  static Map<String, Object> performance(
      String title, String seatMapId, Instant onSale, Instant start) {
    return Map.of(
        "displayName",
        title,
        "seatMapId",
        seatMapId,
        "onSaleTime",
        onSale.toString(),
        "offSaleTime",
        start.toString(),
        "startTime",
        start.toString(),
        "prices",
        PRICES.entrySet().stream()
            .map(price ->
                Map.of(
                    "category",
                    price.getKey(),
                    "price",
                    Map.of("amountMinor", price.getValue(), "currency", "EUR")))
            .toList());
  }

  /// Walks the path of a purchase up to the hold and gives the seats back, so that the first buyer
  /// meets a warm system.
  void warmUp() {
    for (var performance :
        patiently(() -> edge.get("/v1/performances", null)).ok().path("performances")) {
      var id = performance.path("performanceId").asString();
      patiently(() -> edge.get("/v1/performances/" + id + "/availability", null)).ok();
      var rows = "/v1/seatMaps/" + performance.path("seatMapId").asString() + "/rows";
      patiently(() -> edge.get(rows, null)).ok();
    }
    var choice = SeatChoice.neighbours(edge);
    var token = signIn(edge, BUYER, PASSWORD);
    var holds = "/v1/performances/" + choice.performanceId() + "/holds";
    var key = "warm-up-" + clock.millis();
    var hold = patiently(() -> edge.post(holds, choice.body(), token, key));
    if (hold.status() == 201) {
      release("/v1/" + hold.ok().path("name").asString(), token);
    }
    patiently(() -> edge.get("/v1/orders", token)).ok();
  }

  /// A hold that is over by now is released too.
  private void release(String hold, String token) {
    var released = patiently(() -> edge.delete(hold, token));
    if (released.status() != NOT_FOUND) {
      released.succeeded();
    }
  }

  static String signIn(EdgeClient edge, String email, String password) {
    return signs(edge, email, password).ok().path("accessToken").asString();
  }

  private static EdgeClient.Answer signs(EdgeClient edge, String email, String password) {
    return patiently(
        () -> edge.post("/v1/sessions", Map.of("email", email, "password", password), null));
  }

  private static byte[] hall() {
    try (var file = DemoData.class.getResourceAsStream("/halls/concert-hall.json")) {
      if (file == null) {
        throw new IllegalStateException("the demo hall is not on the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
