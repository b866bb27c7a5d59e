package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not HTTP, or not meant for us.
final class BrokenRequestTest {
  private static final Pattern ID = Pattern.compile("X-Request-Id: ([0-9a-f-]{36})\r\n");

  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = RunningEdge.alone();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void refusesEveryOtherOrigin() {
    var preflight =
        """
        OPTIONS /v1/orders HTTP/1.1
        Host: x
        Connection: close
        Origin: https://evil.example
        Access-Control-Request-Method: POST

        """;

    assertThat(edge.raw(preflight))
        .startsWith("HTTP/1.1 403")
        .contains("\"code\":\"cross-origin\"")
        .doesNotContain("Access-Control-Allow-Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/performances?x=<y> HTTP/1.1\nHost: x\n\n",
        "GET /a\u0000b HTTP/1.1\nHost: x\n\n",
        "GET /%zz HTTP/1.1\nHost: x\nConnection: close\n\n",
        "GET /v1/performances/%00 HTTP/1.1\nHost: x\nConnection: close\n\n",
        "GET /..%2fetc HTTP/1.1\nHost: x\nConnection: close\n\n",
        "NONSENSE\n\n",
        "GET / HTTP/9.9\nHost: x\n\n",
        "TRACE / HTTP/1.1\nHost: x\nConnection: close\n\n",
        "GET / HTTP/1.1\nHost: x\nTransfer-Encoding: xchunked\nConnection: close\n\n",
        "POST / HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2\n\nx",
        "GET / HTTP/1.1\nConnection: close\n\n"
      })
  void answersBrokenRequestsWithoutTellingWhoItIs(String request) {
    var answer = edge.raw(request);

    assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "<html", "exception", "Server:");
    var id = ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    assertThat(answer)
        .contains("application/problem+json")
        .contains("\"traceId\":\"" + id.group(1) + "\"");
  }

  @Test
  void refusesLongUrlAndLongHeader() {
    var longUrl = "GET /" + "a".repeat(9 * 1024) + " HTTP/1.1\nHost: x\n\n";
    var longHeader = "GET / HTTP/1.1\nHost: x\nX: " + "a".repeat(9 * 1024) + "\n\n";

    for (var request : List.of(longUrl, longHeader)) {
      assertThat(edge.raw(request))
          .matches("(?s)HTTP/1\\.1 (400|414|431) .*")
          .containsPattern(ID)
          .doesNotContainIgnoringCase("tomcat", "<html", "exception");
    }
  }
}
