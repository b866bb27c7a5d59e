package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Every operation of docs/openapi.json, asked with everything that is malformed (rows H and Z of
/// the rules), and just beyond each limit that it states: each request is refused, as the document
/// says, and nothing changes. What is at a limit is not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MalformedInputTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MANY = "1000000";
  private static final String NAMES_THE_KEY = "idempotency-key-invalid";

  /// What has to be more than well-formed: then it is refused in other words.
  private static final Set<String> MUST_BE_OURS =
      Set.of("pageToken", "timeZone", "Stripe-Signature");

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private TableContents tables;
  private RawHttp raw;
  private Map<String, String> values;

  @BeforeAll
  void start() {
    system = LocalSystem.start(folder, unlimited());
    edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    new DemoData(system, edge, Clock.systemUTC()).make();
    raw = new RawHttp(system.ports().edge());
    tables = new TableContents(system.postgres());
    values = OrganisersThings.make(edge, system.people().organiserToken());
  }

  /// The limits have tests of their own; here they would hide what comes behind them.
  private static SystemSettings unlimited() {
    var edgeLimits = new HashMap<String, String>();
    for (var limit : List.of("sign-in", "refresh", "mail", "link", "webhook")) {
      edgeLimits.put("boxoffice.guard.limits." + limit + "-address.burst", MANY);
    }
    for (var routes : List.of("browse", "claim", "checkout", "change")) {
      edgeLimits.put("boxoffice.guard.limits." + routes + "-user.burst", MANY);
    }
    var userLimits = new HashMap<String, String>();
    for (var limit :
        List.of(
            "refresh-session",
            "sign-in-account",
            "password-account",
            "mail-account",
            "reset-account")) {
      userLimits.put("boxoffice.guard.limits." + limit + ".burst", MANY);
    }
    var standard = SystemSettings.of(Ports.free());
    return new SystemSettings(
        standard.ports(),
        null,
        standard.constants(),
        Map.of(ServiceProgram.EDGE, edgeLimits, ServiceProgram.USER, userLimits),
        false,
        List.of(),
        null);
  }

  @AfterAll
  void stop() {
    tables.close();
    edge.close();
    system.close();
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsMalformed() {
    return InterfaceOperation.all().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> walk(operation)));
  }

  /// A token of its own: some operations end sessions.
  private GoodRequest good(InterfaceOperation operation, Map<String, String> about) {
    return new GoodRequest(operation, about, system.people().organiserToken());
  }

  private void walk(InterfaceOperation operation) {
    var good = good(operation, values);
    var before = tables.settled();
    var faults = new ArrayList<String>();
    for (var request : new MalformedRequests(good).all()) {
      var answer = answer(request);
      var fault = fault(operation, request, answer);
      if (!fault.isEmpty()) {
        faults.add(request.wrong() + ": " + answer.status() + " " + answer.body() + fault);
      }
    }
    assertThat(faults).isEmpty();
    assertThat(tables.read()).as("nothing changed").isEqualTo(before);
  }

  private RawHttp.Answer answer(MalformedRequests.Request request) {
    var body = request.body().toByteArray();
    return Patience.await(
        "an answer to " + request.wrong(),
        () -> raw.send(request.method(), request.target(), request.headers(), body),
        given -> given.status() != 503 && given.status() != 504);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsBeyondALimit() {
    return InterfaceOperation.all().stream()
        .map(operation ->
            DynamicTest.dynamicTest(operation.toString(), () -> sendBeyond(operation)));
  }

  private void sendBeyond(InterfaceOperation operation) {
    var probes = LimitProbes.of(good(operation, values), false);
    var before = tables.settled();
    var faults = new ArrayList<String>();
    for (var probe : probes) {
      var answer = answer(probe.request());
      var isNamed =
          answer.said("field").equals(probe.field()) || answer.said("code").equals(NAMES_THE_KEY);
      if (answer.status() != 400
          || !isNamed
          || !fault(operation, probe.request(), answer).isEmpty()) {
        faults.add(probe.request().wrong() + ": " + answer);
      }
    }
    assertThat(faults).isEmpty();
    assertThat(tables.read()).as("nothing changed").isEqualTo(before);
  }

  /// Last, since what is taken has effects: mails, and the end of sessions.
  @TestFactory
  @Order(Integer.MAX_VALUE)
  Stream<DynamicTest> takesWhatIsAtALimit() {
    return InterfaceOperation.all().stream()
        .map(operation ->
            DynamicTest.dynamicTest(operation.toString(), () -> sendAtLimits(operation)));
  }

  /// About nobody's things, so that little comes of it.
  private void sendAtLimits(InterfaceOperation operation) {
    var refusals = new HashSet<String>();
    for (var probe : LimitProbes.of(good(operation, Map.of()), false)) {
      if (MUST_BE_OURS.contains(probe.field())) {
        refusals.add(answer(probe.request()).said("detail"));
      }
    }
    var faults = new ArrayList<String>();
    for (var probe : LimitProbes.of(good(operation, Map.of()), true)) {
      var answer = answer(probe.request());
      var isOther =
          MUST_BE_OURS.contains(probe.field()) && !refusals.contains(answer.said("detail"));
      if (isRefused(answer, probe.field()) && !isOther) {
        faults.add(probe.request().wrong() + ": " + answer);
      }
    }
    assertThat(faults).isEmpty();
  }

  /// For its form.
  private static boolean isRefused(RawHttp.Answer answer, String field) {
    return answer.status() >= 500
        || answer.said("field").equals(field)
        || Set.of("malformed-json", "bad-request", NAMES_THE_KEY, "payload-too-large")
            .contains(answer.said("code"));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsBroken() {
    return InterfaceOperation.all().stream()
        .map(operation ->
            DynamicTest.dynamicTest(operation.toString(), () -> sendBroken(operation)));
  }

  private void sendBroken(InterfaceOperation operation) {
    var good = good(operation, values);
    var before = tables.settled();
    var faults = new ArrayList<String>();
    new MalformedRequests(good)
        .broken()
        .forEach((wrong, request) -> {
          var answer =
              Patience.await(
                  "an answer to " + wrong,
                  () -> raw.send(request),
                  given -> !given.matches("(?s)HTTP/1\\.1 50[34] .*"));
          if (!isRefusal(answer) && !isOneAnswer(wrong, answer)) {
            faults.add(wrong + ": " + answer);
          }
        });
    assertThat(faults).isEmpty();
    assertThat(tables.read()).as("nothing changed").isEqualTo(before);
  }

  /// Tomcat reads what RFC 9112 lets a server read, in one way, and closes the connection (ADR 69).
  private static boolean isOneAnswer(String wrong, String answer) {
    return BrokenRequests.READ_IN_ONE_WAY.contains(wrong)
        && answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n")
        && !answer.contains("\r\nHTTP/1.1 ")
        && !answer.contains("smuggled");
  }

  /// One answer, which tells nothing about who gave it.
  private static boolean isRefusal(String answer) {
    var end = answer.indexOf("\r\n\r\n");
    var head = answer.substring(0, Math.max(0, end)).toLowerCase(Locale.ROOT);
    var isEmpty = answer.substring(end + 4).isBlank();
    return head.matches("(?s)http/1\\.1 4\\d\\d .*")
        && (isEmpty || head.contains("application/problem+json"))
        && !head.contains("\r\nserver:")
        && !head.contains("access-control-allow-origin")
        && !answer.contains("\r\nHTTP/1.1 ")
        && Stream.of("<html", "tomcat", "xception", "smuggled").noneMatch(answer::contains);
  }

  /// @return empty when the answer is as it must be
  private static String fault(
      InterfaceOperation operation, MalformedRequests.Request request, RawHttp.Answer answer) {
    if (answer.status() < 400 || answer.status() >= 500) {
      return " is not a refusal";
    }
    if (answer.body().isEmpty()) {
      return "";
    }
    if (!answer.contentType().equals("application/problem+json")) {
      return " is no problem";
    }
    try {
      var problem = JSON.readTree(answer.body());
      if (problem.path("status").asInt() != answer.status()) {
        return " says another status";
      }
      return operation.codes(answer.status()).contains(problem.path("code").asString())
              || request.wrong().startsWith("H13")
          ? ""
          : " is not among " + operation.codes(answer.status());
    } catch (JacksonException e) {
      return " is not JSON";
    }
  }
}
