package boxoffice.edge.description;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// That the description says the lengths, ranges and forms that the contract demands of requests.
final class LimitsTest {
  private static final String SCHEMAS = "#/components/schemas/";

  /// What may be anything: a price has its range where it is asked for, a token that is none is
  /// 401.
  private static final Set<String> UNBOUND =
      Set.of("MoneyJson.amountMinor", "RefreshJson.refreshToken");

  /// Headers of which nothing is refused: what is no tag is ignored, what cannot be shown is left
  /// out.
  private static final Set<String> FREE = Set.of("If-None-Match", "User-Agent");

  private static JsonNode document;

  @BeforeAll
  static void describe() {
    try (var edge = RunningEdge.alone()) {
      document = InterfaceDocument.generated(edge);
    }
  }

  private static JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }

  private static JsonNode member(String schema, String name) {
    return schema(schema).path("properties").path(name);
  }

  @Test
  void saysLengthsRangesAndForms() {
    assertThat(member("BestAvailableJson", "count").path("minimum").asInt()).isEqualTo(1);
    assertThat(member("BestAvailableJson", "count").path("maximum").asInt()).isEqualTo(10);
    assertThat(member("PlaceHoldJson", "seats").path("maxItems").asInt()).isEqualTo(10);
    assertThat(member("SeatChoiceJson", "seatId").path("format").asString()).isEqualTo("uuid");
    assertThat(member("SignInJson", "email").path("maxLength").asInt()).isPositive();
    assertThat(member("RegisterJson", "displayName").path("minLength").asInt()).isEqualTo(1);
    assertThat(member("RegisterJson", "displayName").path("maxLength").asInt()).isEqualTo(100);
    assertThat(member("MoneyJson", "currency").path("pattern").asString()).isEqualTo("^[A-Z]{3}$");
  }

  @Test
  void boundsEveryTextNumberAndListOfARequest() {
    for (var name : ofRequests()) {
      for (var member : schema(name).path("properties").properties()) {
        var path = name + "." + member.getKey();
        if (!UNBOUND.contains(path)) {
          bounds(member.getValue(), path);
        }
      }
    }
  }

  @Test
  void boundsEveryParameter() {
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue()) {
        for (var parameter : operation.path("parameters")) {
          var name = parameter.path("name").asString();
          if (!FREE.contains(name)) {
            bounds(parameter.path("schema"), path.getKey() + " " + name);
          }
        }
      }
    }
  }

  private static void bounds(JsonNode schema, String path) {
    var type = schema.path("type");
    var types = type.isArray() ? type.valueStream().toList() : List.of(type);
    var bounds =
        types.stream()
            .map(JsonNode::asString)
            .map(each ->
                switch (each) {
                  case "string" -> Set.of("maxLength", "pattern", "format", "enum");
                  case "integer" -> Set.of("minimum");
                  case "array" -> Set.of("maxItems");
                  default -> Set.<String>of();
                })
            .flatMap(Set::stream)
            .toList();
    if (!bounds.isEmpty()) {
      assertThat(bounds).as(path).anyMatch(schema::has);
    }
    if (types.toString().contains("array") && !schema.path("items").has("$ref")) {
      bounds(schema.path("items"), path + "[]");
    }
  }

  @Test
  void saysOfParametersWhatTheirFieldsDemand() {
    var sales = parameters("/v1/performances/{performance}/orders", "get");
    assertThat(sales.path("performance").path("format").asString()).isEqualTo("uuid");
    assertThat(sales.path("pageToken").path("maxLength").asInt()).isEqualTo(200);
    assertThat(sales.path("pageSize").path("minimum").asInt(-1)).isZero();
    assertThat(sales.path("pageSize").has("maximum")).as("more is coerced").isFalse();
    assertThat(sales.path("state").path("enum").valueStream().map(JsonNode::asString))
        .contains("", "PENDING")
        .doesNotContain("UNSPECIFIED", "UNRECOGNIZED");
    var performances = parameters("/v1/performances", "get");
    assertThat(performances.path("pageToken").path("maxLength").asInt()).isEqualTo(1200);
    assertThat(performances.path("query").path("maxLength").asInt()).isEqualTo(100);
    assertThat(performances.path("query").has("format")).isFalse();
  }

  /// Their schemas by name.
  private static JsonNode parameters(String path, String method) {
    var schemas = JsonNodeFactory.instance.objectNode();
    for (var parameter : document.path("paths").path(path).path(method).path("parameters")) {
      schemas.set(parameter.path("name").asString(), parameter.path("schema"));
    }
    return schemas;
  }

  /// Schemas of the bodies of requests, and those in them.
  private static Set<String> ofRequests() {
    var names = new HashSet<String>();
    for (var path : document.path("paths")) {
      for (var operation : path) {
        collect(operation.path("requestBody").path("content"), names);
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    var reference = node.path("$ref").asString("");
    if (reference.startsWith(SCHEMAS) && names.add(reference.substring(SCHEMAS.length()))) {
      collect(schema(reference.substring(SCHEMAS.length())), names);
    }
    node.forEach(child -> collect(child, names));
  }

  @Test
  void showsExamplesThatKeepThem() {
    for (var name : ofRequests()) {
      var example = document.path("components").path("examples").path(name).path("value");
      for (var member : example.properties()) {
        var value = member.getValue();
        if (value.isString()) {
          keeps(value.asString(), member(name, member.getKey()), name + "." + member.getKey());
        }
      }
    }
  }

  private static void keeps(String text, JsonNode limits, String path) {
    if (limits.has("pattern")) {
      assertThat(text).as(path).matches(limits.path("pattern").asString());
    }
    if (limits.has("maxLength")) {
      assertThat(text.length()).as(path).isLessThanOrEqualTo(limits.path("maxLength").asInt());
    }
    assertThat(text.length()).as(path).isGreaterThanOrEqualTo(limits.path("minLength").asInt());
    if (limits.path("format").asString("").equals("uuid")) {
      assertThat(UUID.fromString(text)).as(path).hasToString(text);
    }
  }
}
