package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON that is anything but what a command takes.
final class StrictJsonTest {
  private static final String SIGN_IN = "/v1/sessions";
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = RunningEdge.alone();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static RunningEdge.Answer signIn(String json) {
    var answer = edge.send(edge.post(SIGN_IN, "k", json));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "null",
        "nonsense",
        "{'email':'a'}",
        "{\"email\":\"a\",\"email\":\"b\",\"password\":\"c\"}",
        "{\"email\":\"a\",\"password\":\"c\"} {}",
        "{\"email\":\"a\",\"password\":\"c\"} x",
        "{\"email\":\"a\",/* c */\"password\":\"c\"}",
        "{\"email\":NaN,\"password\":\"c\"}",
        "\uFEFF{\"email\":\"a\",\"password\":\"c\"}",
        "{\"email\":\"a\u0001\",\"password\":\"c\"}"
      })
  void refusesWhatIsNotOneJsonObject(String json) {
    assertThat(signIn(json).code()).isEqualTo("malformed-json");
  }

  @Test
  void refusesBytesThatAreNotPlainUtf8() {
    var overlong = new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
    var utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    for (var bytes : List.of(overlong, utf16)) {
      var request =
          edge.request(SIGN_IN)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", "k")
              .POST(BodyPublishers.ofByteArray(bytes));

      assertThat(edge.send(request).code()).isEqualTo("malformed-json");
    }
  }

  @Test
  void refusesUnknownField() {
    var answer = signIn("{\"email\":\"a\",\"password\":\"c\",\"admin\":true}");

    assertThat(answer.code()).isEqualTo("unknown-field");
    assertThat(answer.field()).isEqualTo("admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":\"a\"}",
        "{\"email\":\"a\",\"password\":null}",
        "{\"email\":\"a\",\"password\":7}",
        "{\"email\":\"a\",\"password\":true}",
        "{\"email\":\"a\",\"password\":[\"c\"]}",
        "{\"email\":\"a\",\"password\":{}}",
        "{\"email\":\"a\",\"password\":\"\\ud800\"}"
      })
  void namesFieldThatIsMissingOrOfAnotherType(String json) {
    var answer = signIn(json);

    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.field()).isEqualTo("password");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    var deep = "{\"email\":" + "[".repeat(40) + "]".repeat(40) + "}";
    var longText = "{\"email\":\"" + "a".repeat(5 * 1024) + "\",\"password\":\"c\"}";
    var longNumber = "{\"email\":" + "1".repeat(10_000) + "}";
    var longName = "{\"" + "a".repeat(1_000) + "\":1}";

    for (var json : List.of(longText, longName)) {
      assertThat(signIn(json).code()).isEqualTo("malformed-json");
    }
    for (var json : List.of(deep, longNumber)) {
      assertThat(signIn(json).code()).isIn("malformed-json", "validation-failed");
    }
  }
}
