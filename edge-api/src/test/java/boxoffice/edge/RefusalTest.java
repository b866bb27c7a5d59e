package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the edge refuses before any service is asked.
final class RefusalTest {
  private static final String SIGN_IN = "/v1/sessions";
  private static final String GOOD = "{\"email\":\"ada@example.org\",\"password\":\"secret\"}";
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = RunningEdge.alone();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Server")).isEmpty();
    var problem = answer.json();
    assertThat(problem.path("type").asString())
        .isEqualTo("https://boxoffice.example/problems/" + code);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("traceId").asString())
        .isNotEmpty()
        .isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.body()).doesNotContain("Exception", "boxoffice.edge", "tomcat", "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/v1/nothing", "/v1/orders/1/2/3", "/error", "/assets/no.js"})
  void findsNoUnknownPath(String path) {
    assertProblem(edge.get(path), 404, "not-found");
    if (!path.equals("/error") && !path.startsWith("/assets")) {
      assertProblem(edge.send(edge.post(path, "k", "{}")), 404, "not-found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE,/v1/accounts",
    "GET,/v1/accounts",
    "PUT,/v1/orders",
    "PATCH,/v1/performances",
  })
  void refusesMethodThatRouteDoesNotHave(String method, String path) {
    var answer = edge.send(edge.request(path).method(method, BodyPublishers.noBody()));

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/performances?pageSize=%zz", "/v1/events?pageToken=%ff"})
  void refusesParameterThatCannotBeDecoded(String path) {
    var answer = edge.raw("GET " + path + " HTTP/1.0\nHost: x\n\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad-request\"");
  }

  @Test
  void ignoresMethodOverride() {
    var request = edge.post("/v1/performances/p/holds/h", "k", "{}");

    assertProblem(
        edge.send(request.header("X-HTTP-Method-Override", "DELETE")), 405, "method-not-allowed");
  }

  @Test
  void refusesToAnswerInAnotherFormat() {
    var request = edge.request("/v1/performances").header("Accept", "image/png").GET();

    assertProblem(edge.send(request), 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "nonsense"
      })
  void refusesBodyOfAnotherType(String type) {
    var request =
        edge.request(SIGN_IN)
            .header("Content-Type", type)
            .header("Idempotency-Key", "k")
            .POST(BodyPublishers.ofString(GOOD));

    assertProblem(edge.send(request), 415, "unsupported-media-type");
  }

  @Test
  void refusesBodyWithoutType() {
    var request =
        edge.request(SIGN_IN).header("Idempotency-Key", "k").POST(BodyPublishers.ofString(GOOD));

    assertProblem(edge.send(request), 415, "unsupported-media-type");
  }

  @Test
  void refusesCompressedBody() {
    var request = edge.post(SIGN_IN, "k", GOOD).header("Content-Encoding", "gzip");

    assertProblem(edge.send(request), 415, "unsupported-media-type");
  }

  @Test
  void refusesMutationWithoutKeyZ20() {
    var request =
        edge.request(SIGN_IN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(GOOD));

    assertProblem(edge.send(request), 400, "idempotency-key-missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "", "sch\u00f6n", "a\tb", "a\n b", "' or 1=1; --"})
  void refusesKeyThatIsNotVisibleAsciiZ20(String key) {
    var request =
        """
        POST /v1/sessions HTTP/1.1
        Host: x
        Connection: close
        Content-Type: application/json
        Content-Length: 2
        Idempotency-Key: %s

        {}\
        """;

    assertThat(edge.raw(request.replace("%s", key)))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"idempotency-key-invalid\"");
  }

  @Test
  void takesKeyOf255CharactersAndNoLongerZ20() {
    assertThat(edge.send(edge.post(SIGN_IN, "k".repeat(255), "{}")).code())
        .isEqualTo("validation-failed");
    assertProblem(
        edge.send(edge.post(SIGN_IN, "k".repeat(256), "{}")), 400, "idempotency-key-invalid");
  }

  @Test
  void refusesTwoKeys() {
    assertProblem(
        edge.send(edge.post(SIGN_IN, "k", GOOD).header("Idempotency-Key", "l")),
        400,
        "idempotency-key-invalid");
  }

  @Test
  void refusesBodyOver64KibWithLength() {
    assertProblem(
        edge.send(edge.post(SIGN_IN, "k", " ".repeat(64 * 1024) + "x")), 413, "payload-too-large");
  }

  @Test
  void refusesBodyOver64KibWithoutLength() {
    var bytes = (" ".repeat(64 * 1024) + "x").getBytes(StandardCharsets.US_ASCII);
    var request =
        edge.request(SIGN_IN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

    assertProblem(edge.send(request), 413, "payload-too-large");
  }

  @Test
  void takesBodyOf64Kib() {
    var padded = GOOD + " ".repeat(64 * 1024 - GOOD.length());

    assertThat(edge.send(edge.post(SIGN_IN, "k", padded)).code()).isEqualTo("service-unavailable");
  }

  @Test
  void refusesPlanOver16MibByItsLength() {
    var head =
        """
        POST /v1/seatMaps HTTP/1.1
        Host: x
        Connection: close
        Content-Type: application/json
        Content-Length: 16777217

        """;

    assertThat(edge.raw(head))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"payload-too-large\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/orders",
        "/v1/orders/1",
        "/v1/orders/1/tickets",
        "/v1/performances/p/holds/h"
      })
  void asksForTokenOnPersonalRoutes(String path) {
    var answer = edge.get(path);

    assertProblem(answer, 401, "unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/seatMaps",
        "/v1/performances",
        "/v1/performances/p/holds",
        "/v1/orders",
        "/v1/orders/1:pay",
        "/v1/orders/1:cancel",
        "/v1/orders/1:cancelItems",
        "/v1/performances/p/orders/1:cancel",
        "/v1/performances/p/cancellations"
      })
  void asksForTokenOnMutations(String path) {
    assertProblem(edge.send(edge.post(path, "k", "{}")), 401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "bearer a.b.c", "Basic YTpi", "Bearer", "x"})
  void refusesBadTokenAlsoWhereNoneIsNeeded(String header) {
    for (var path : List.of("/v1/performances", "/v1/orders")) {
      var answer = edge.send(edge.request(path).header("Authorization", header).GET());

      assertProblem(answer, 401, "invalid-token");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void refusesTwoAuthorizationHeaders() {
    var request =
        edge.request("/v1/performances")
            .header("Authorization", "Bearer a")
            .header("Authorization", "Bearer b")
            .GET();

    assertProblem(edge.send(request), 400, "bad-request");
  }

  @Test
  void refusesParameterOfWrongTypeOrGivenTwice() {
    var wrong = edge.get("/v1/performances?pageSize=many");
    assertProblem(wrong, 400, "validation-failed");
    assertThat(wrong.field()).isEqualTo("pageSize");

    var noTime = edge.get("/v1/performances?fromTime=tomorrow");
    assertProblem(noTime, 400, "validation-failed");
    assertThat(noTime.field()).isEqualTo("fromTime");

    var twice = edge.get("/v1/performances?pageSize=1&pageSize=2");
    assertProblem(twice, 400, "validation-failed");
    assertThat(twice.field()).isEqualTo("pageSize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/performances;a=b", "/v1//performances"})
  void refusesPathThatCouldBeTwo(String path) {
    assertProblem(edge.get(path), 400, "bad-request");
  }

  @Test
  void publishesHealthOnManagementPortOnly() {
    for (var path : List.of("/actuator/health/readiness", "/readyz", "/livez")) {
      var health = edge.send(HttpRequest.newBuilder(edge.management(path)));
      assertThat(health.status()).as(path).isEqualTo(200);
      assertThat(health.body()).as(path).contains("UP");
    }
    var meters = edge.send(HttpRequest.newBuilder(edge.management("/actuator/prometheus")));
    assertThat(meters.body()).contains("resilience4j_circuitbreaker_state");

    for (var path : List.of("/actuator/health", "/readyz", "/livez")) {
      assertProblem(edge.get(path), 404, "not-found");
    }
  }
}
