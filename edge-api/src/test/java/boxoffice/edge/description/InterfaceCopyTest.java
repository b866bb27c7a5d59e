package boxoffice.edge.description;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// That docs/openapi.json is the interface, and that the interface keeps what
/// docs/openapi-promised.json promises. Both can be written by this test, see the messages.
final class InterfaceCopyTest {
  private static final String RENEW =
      """
      docs/openapi.json is not the interface: renew it with
      ./mvnw -pl edge-api -am test -Dtest=InterfaceCopyTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.renew=true
      """;
  private static final String PROMISE =
      """
      clients of docs/openapi-promised.json break; if they may, promise anew with
      ./mvnw -pl edge-api -am test -Dtest=InterfaceCopyTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.promise=true
      """;
  private static JsonNode document;

  @BeforeAll
  static void generate() {
    try (var edge = RunningEdge.alone()) {
      document = InterfaceDocument.generated(edge);
    }
    if (Boolean.getBoolean("openapi.renew")) {
      InterfaceDocument.write(InterfaceDocument.COPY, document);
    }
    if (Boolean.getBoolean("openapi.promise")) {
      InterfaceDocument.write(InterfaceDocument.PROMISED, BreakingChanges.binding(document));
    }
  }

  @Test
  void isCopied() {
    assertThat(InterfaceDocument.text(InterfaceDocument.COPY))
        .as(RENEW)
        .isEqualTo(InterfaceDocument.pretty(document));
  }

  @Test
  void breaksNoClient() {
    var promised = InterfaceDocument.read(InterfaceDocument.PROMISED);

    assertThat(BreakingChanges.between(promised, document)).as(PROMISE).isEmpty();
  }
}
