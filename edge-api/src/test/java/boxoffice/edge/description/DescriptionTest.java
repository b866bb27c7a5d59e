package boxoffice.edge.description;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// That the description of the interface says everything of every operation.
final class DescriptionTest {
  private static final Set<String> EMPTY = Set.of("204", "304");
  private static RunningEdge edge;
  private static JsonNode document;
  private static List<Described> operations;

  /// An operation, and how the document names it.
  private record Described(String method, String path, JsonNode operation) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    JsonNode answer(String status) {
      return operation.path("responses").path(status);
    }

    List<String> parameters(String place) {
      var names = new ArrayList<String>();
      for (var parameter : operation.path("parameters")) {
        if (parameter.path("in").asString().equals(place)) {
          names.add(parameter.path("name").asString());
        }
      }
      return names;
    }

    boolean changes() {
      return !method.equals("get") && !path.startsWith("/v1/webhooks/");
    }
  }

  @BeforeAll
  static void describe() {
    edge = RunningEdge.alone();
    document = InterfaceDocument.generated(edge);
    operations =
        document.path("paths").properties().stream()
            .flatMap(path ->
                path.getValue().properties().stream()
                    .map(
                        method -> new Described(method.getKey(), path.getKey(), method.getValue())))
            .toList();
    assertThat(operations).isNotEmpty();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static Stream<Map.Entry<String, JsonNode>> bodies(JsonNode answer) {
    return answer.path("content").properties().stream();
  }

  @Test
  void isOfOpenApi31() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
  }

  @Test
  void namesEveryOperationOnceAndSumsItUp() {
    var ids = new HashSet<String>();
    assertThat(operations)
        .allSatisfy(described -> {
          var id = described.operation().path("operationId").asString("");
          assertThat(id).matches("[a-z][A-Za-z]+");
          assertThat(ids.add(id)).as("%s is the only %s", described, id).isTrue();
          assertThat(described.operation().path("summary").asString("")).hasSizeBetween(10, 120);
        });
  }

  @Test
  void saysWhatEveryParameterAndMemberIs() {
    assertThat(operations)
        .allSatisfy(described ->
            assertThat(described.operation().path("parameters"))
                .as("%s", described)
                .allSatisfy(parameter ->
                    assertThat(parameter.path("description").asString(""))
                        .as("%s", parameter)
                        .isNotBlank()));
  }

  @Test
  void showsAnAnswerOfEveryOperationThatHasOne() {
    assertThat(operations)
        .allSatisfy(described -> {
          var good =
              described.operation().path("responses").properties().stream()
                  .filter(answer -> answer.getKey().startsWith("2"))
                  .toList();
          assertThat(good).as("%s", described).isNotEmpty();
          for (var answer : good) {
            if (EMPTY.contains(answer.getKey()) || !answer.getValue().has("content")) {
              continue;
            }
            assertThat(bodies(answer.getValue()))
                .as("%s %s", described, answer.getKey())
                .isNotEmpty()
                .allSatisfy(body -> assertThat(examples(body.getValue())).isNotEmpty());
          }
        });
  }

  @Test
  void showsABodyOfEveryOperationThatTakesOne() {
    assertThat(operations)
        .filteredOn(described -> described.operation().has("requestBody"))
        .allSatisfy(described ->
            assertThat(bodies(described.operation().path("requestBody")))
                .isNotEmpty()
                .allSatisfy(body -> assertThat(examples(body.getValue())).isNotEmpty()));
  }

  @Test
  void showsEveryProblemAndHasAPageAboutIt() {
    var seen = new HashSet<String>();
    assertThat(operations)
        .allSatisfy(described ->
            described.operation().path("responses").properties().stream()
                .filter(answer -> answer.getKey().compareTo("400") >= 0)
                .forEach(answer -> {
                  var body = answer.getValue().path("content").path("application/problem+json");
                  assertThat(body.path("schema").path("$ref").asString("")).endsWith("/Problem");
                  assertThat(examples(body))
                      .isNotEmpty()
                      .allSatisfy(problem -> {
                        assertThat(problem.path("status").asString()).isEqualTo(answer.getKey());
                        seen.add(problem.path("type").asString());
                      });
                }));
    assertThat(seen)
        .allSatisfy(type ->
            assertThat(edge.get(type.replace("https://boxoffice.example", "")).status())
                .isEqualTo(200));
    assertThat(seen.stream().map(type -> type.replaceAll(".*/", "")))
        .as("nothing but a refused preflight or method answers the rest")
        .contains("seat-unavailable", "payment-declined", "price-changed", "outcome-unknown");
  }

  @Test
  void needsAKeyForEveryChange() {
    assertThat(operations)
        .allSatisfy(described -> {
          assertThat(described.parameters("header").contains("Idempotency-Key"))
              .as("%s", described)
              .isEqualTo(described.changes());
          var good =
              described.operation().path("responses").properties().stream()
                  .filter(answer -> answer.getKey().startsWith("2"))
                  .toList();
          assertThat(good)
              .allMatch(answer ->
                  answer.getValue().path("headers").has("Idempotent-Replayed")
                      == described.changes());
          for (var status : List.of("422", "504")) {
            assertThat(described.answer(status).isObject()).isEqualTo(described.changes());
          }
        });
  }

  @Test
  void saysWhereToReadWhatIsMadeAndWhenToAskAgain() {
    assertThat(operations)
        .filteredOn(described -> described.answer("201").isObject())
        .hasSizeGreaterThan(6)
        .allSatisfy(described ->
            assertThat(described.answer("201").path("headers").has("Location")).isTrue());
    assertThat(operations)
        .filteredOn(described ->
            described.answer("202").isObject() && !described.path().startsWith("/v1/accounts"))
        .hasSizeGreaterThan(4)
        .allSatisfy(described ->
            assertThat(described.answer("202").path("headers").propertyNames())
                .contains("Location", "Retry-After"));
    assertThat(operations)
        .allSatisfy(described -> {
          assertThat(described.answer("429").path("headers").has("Retry-After")).isTrue();
          assertThat(described.answer("503").path("headers").has("Retry-After")).isTrue();
          assertThat(described.answer("401").path("headers").has("WWW-Authenticate")).isTrue();
        });
  }

  @Test
  void tellsEntityTagsWhereTheyAreAskedFor() {
    assertThat(operations)
        .filteredOn(described ->
            described.parameters("header").stream().anyMatch(name -> name.startsWith("If-")))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            described -> assertThat(described.answer("200").path("headers").has("ETag")).isTrue());
    assertThat(operations)
        .filteredOn(described -> described.parameters("header").contains("If-Match"))
        .isNotEmpty()
        .allSatisfy(described -> assertThat(described.answer("412").isObject()).isTrue());
  }

  @Test
  void asksForPagesWhereAnswersHaveThem() {
    assertThat(operations)
        .allSatisfy(described -> {
          var schema =
              described
                  .answer("200")
                  .path("content")
                  .path("application/json")
                  .path("schema")
                  .path("$ref")
                  .asString("")
                  .replace("#/components/schemas/", "");
          var properties =
              document.path("components").path("schemas").path(schema).path("properties");
          if (properties.has("nextPageToken")) {
            assertThat(described.parameters("query"))
                .as("%s", described)
                .contains("pageSize", "pageToken");
          }
        });
  }

  @Test
  void needsNoTokenWhereNobodyHasOneYet() {
    assertThat(operations)
        .filteredOn(described -> described.operation().has("security"))
        .extracting(Described::toString)
        .contains("post /v1/accounts", "post /v1/sessions", "get /v1/events")
        .doesNotContain("get /v1/orders", "post /v1/orders");
  }

  /// Whole, also where the document refers to them.
  private static List<JsonNode> examples(JsonNode body) {
    var values = new ArrayList<JsonNode>();
    if (body.has("example")) {
      values.add(body.path("example"));
    }
    for (var example : body.path("examples")) {
      var reference = example.path("$ref").asString("");
      values.add(
          reference.isEmpty()
              ? example.path("value")
              : document.at(reference.substring(1)).path("value"));
    }
    assertThat(values).noneMatch(JsonNode::isMissingNode);
    return values;
  }
}
