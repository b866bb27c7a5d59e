package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The headers that keep browsers and caches careful, and who may call from a page of his own.
final class AnswerHeadersTest {
  private static final String SHOP = "https://shop.example";

  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge =
        RunningEdge.alone(
            "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "--boxoffice.edge.origins=" + SHOP);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static String asked(String line, String... headers) {
    return edge.raw(
        line + " HTTP/1.1\nHost: x\nConnection: close\n" + String.join("\n", headers) + "\n\n");
  }

  /// What a controller, a filter and Tomcat itself answer.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/performances",
        "GET /v1/orders",
        "GET /nowhere",
        "GET /assets/page.css",
        "GET /%zz",
        "TRACE /"
      })
  void givesEveryAnswerItsHeadersH22(String line) {
    assertThat(asked(line))
        .contains(
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY",
            "Referrer-Policy: no-referrer",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
        .doesNotContainIgnoringCase("Server:", "Strict-Transport-Security");
  }

  @Test
  void givesPagesThePolicyThatTheyNeed() {
    for (var path : List.of("/", "/verify-email", "/reset-password", "/orders/an-order")) {
      var policies = edge.get(path).response().headers().allValues("Content-Security-Policy");

      assertThat(policies).singleElement().asString().contains("script-src 'self'");
    }
    var docs = edge.get("/swagger-ui/index.html");
    assertThat(docs.header("Content-Security-Policy")).startsWith("default-src 'self'");
    assertThat(docs.body()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/orders", "/v1/performances", "/nowhere", "/%zz"})
  void letsNoCacheKeepProblemsH23(String path) {
    assertThat(asked("GET " + path))
        .contains("application/problem+json")
        .containsOnlyOnce("Cache-Control: private, no-store");
  }

  @Test
  void tellsOfTlsOnlyWhatAProxyConfirms() {
    assertThat(asked("GET /", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https"))
        .contains("Strict-Transport-Security: max-age=31536000");
    assertThat(asked("GET /", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: http"))
        .doesNotContain("Strict-Transport-Security");
  }

  @Test
  void believesNobodyWhoIsNoProxyH17() {
    try (var open = RunningEdge.alone()) {
      var answer = open.send(open.request("/").header("X-Forwarded-Proto", "https").GET());

      assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void letsListedOriginsCallH18() {
    var preflight =
        asked(
            "OPTIONS /v1/orders/1",
            "Origin: " + SHOP,
            "Access-Control-Request-Method: PATCH",
            "Access-Control-Request-Headers: authorization, idempotency-key, if-match");
    assertThat(preflight)
        .startsWith("HTTP/1.1 200")
        .contains(
            "Access-Control-Allow-Origin: " + SHOP,
            "Access-Control-Allow-Headers: authorization, idempotency-key, if-match")
        .doesNotContain("Access-Control-Allow-Credentials");

    assertThat(asked("GET /v1/orders", "Origin: " + SHOP))
        .startsWith("HTTP/1.1 401")
        .contains(
            "Access-Control-Allow-Origin: " + SHOP,
            "Access-Control-Expose-Headers:"
                + " Location, ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://evil.shop.example"
      })
  void letsNoOtherOriginReadH18(String origin) {
    assertThat(
            asked("OPTIONS /v1/orders", "Origin: " + origin, "Access-Control-Request-Method: POST"))
        .startsWith("HTTP/1.1 403")
        .contains("\"code\":\"cross-origin\"", "application/problem+json")
        .doesNotContain("Access-Control-Allow");
    assertThat(asked("GET /v1/orders", "Origin: " + origin))
        .startsWith("HTTP/1.1 401")
        .contains("Vary: Origin")
        .doesNotContain("Access-Control-Allow");
  }

  @Test
  void refusesPreflightOfWhatIsNotAllowed() {
    assertThat(
            asked(
                "OPTIONS /v1/orders",
                "Origin: " + SHOP,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-user-id"))
        .startsWith("HTTP/1.1 403")
        .contains("\"code\":\"cross-origin\"");
  }
}
