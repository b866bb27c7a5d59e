package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.order.v1.ListOrdersResponse;
import boxoffice.order.v1.OrderServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The headers that keep browsers and caches careful, and who may call from a page of his own.
final class AnswerHeadersTest {
  private static final String SHOP = "https://shop.example";

  /// Theirs is a name only: they differ each time.
  private static final Set<String> VARYING =
      Set.of("Date", "X-Request-Id", "RateLimit", "RateLimit-Policy");

  /// Of the message, not of what it says.
  private static final Set<String> FRAMES = Set.of("Content-Length", "Transfer-Encoding");

  private static final List<String> CAREFUL =
      List.of(
          "X-Content-Type-Options: nosniff",
          "X-Frame-Options: DENY",
          "Referrer-Policy: no-referrer",
          "Connection: close",
          "Date");
  private static final String POLICY =
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'";
  private static final List<String> PROBLEM =
      List.of(
          POLICY,
          "Cache-Control: private, no-store",
          "Content-Type: application/problem+json",
          "Content-Language: en",
          "Vary: Accept-Language");
  private static final List<String> ID = List.of("X-Request-Id");
  private static final List<String> OF_A_REQUEST = List.of("X-Request-Id", "Vary: Origin");

  private static ScriptedPeer peer;
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    edge =
        peer.edge(
            "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "--boxoffice.edge.origins=" + SHOP);
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  private static String asked(String line, String... headers) {
    return edge.raw(
        line + " HTTP/1.1\nHost: x\nConnection: close\n" + String.join("\n", headers) + "\n\n");
  }

  /// In one piece, and whoever reads it knows when it ends.
  @ParameterizedTest
  @ValueSource(
      strings = {"GET /v1/orders", "GET /v1/performances", "GET /nowhere", "GET /assets/page.css"})
  void saysHowLongAnAnswerIs(String line) {
    peer.answer(
        OrderServiceGrpc.getListOrdersMethod(), request -> ListOrdersResponse.getDefaultInstance());
    var ada = "Authorization: " + peer.signedIn("00000000-0000-4000-8000-00000000000a");

    assertThat(asked(line, ada)).contains("Content-Length: ").doesNotContain("Transfer-Encoding");
    assertThat(asked(line, "Authorization: Bearer no-token"))
        .contains("Content-Length: ")
        .doesNotContain("Transfer-Encoding");
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
  void sendsNoOtherHeadersH22() {
    peer.answer(
        OrderServiceGrpc.getListOrdersMethod(), request -> ListOrdersResponse.getDefaultInstance());
    var ada = "Authorization: " + peer.signedIn("00000000-0000-4000-8000-00000000000a");
    var limited = List.of("RateLimit", "RateLimit-Policy");

    assertThat(headers(asked("GET /v1/orders", ada)))
        .isEqualTo(
            all(
                CAREFUL,
                OF_A_REQUEST,
                limited,
                List.of(
                    POLICY, "Cache-Control: private, no-store", "Content-Type: application/json")));
    assertThat(headers(asked("GET /v1/orders")))
        .isEqualTo(
            all(CAREFUL, OF_A_REQUEST, PROBLEM, limited, List.of("WWW-Authenticate: Bearer")));
    assertThat(headers(asked("GET /nowhere"))).isEqualTo(all(CAREFUL, OF_A_REQUEST, PROBLEM));
    // refused by Tomcat before anybody of us
    assertThat(headers(edge.raw("GET / HTTP/9.9\nHost: x\n\n")))
        .isEqualTo(all(CAREFUL, ID, PROBLEM));
    assertThat(headers(asked("GET /swagger-ui/index.html")))
        .isEqualTo(
            all(
                CAREFUL,
                OF_A_REQUEST,
                List.of(
                    "Content-Security-Policy: default-src 'self'; style-src 'self' 'unsafe-inline';"
                        + " img-src 'self' data:; base-uri 'none'; object-src 'none';"
                        + " frame-ancestors 'none'",
                    "Cache-Control: no-store",
                    "Content-Type: text/html",
                    "Accept-Ranges: bytes")));
  }

  @SafeVarargs
  private static Set<String> all(List<String>... parts) {
    var all = new TreeSet<String>();
    for (var part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static Set<String> headers(String answer) {
    var lines = new ArrayList<>(List.of(answer.split("\r\n\r\n", 2)[0].split("\r\n")));
    assertThat(lines.removeFirst()).startsWith("HTTP/1.1 ");
    var headers = new TreeSet<String>();
    for (var line : lines) {
      var name = line.substring(0, line.indexOf(':'));
      if (!FRAMES.contains(name)) {
        headers.add(VARYING.contains(name) ? name : line);
      }
    }
    return headers;
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
                + " Location, ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id,"
                + " Idempotent-Replayed");
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
