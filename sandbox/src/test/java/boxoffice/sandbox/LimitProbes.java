package boxoffice.sandbox;

import com.google.protobuf.ByteString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests of one operation that are good but for one value, which is at a limit that the document
/// states of a parameter or of a member of the body, or just beyond it.
final class LimitProbes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> SAMPLES =
      List.of(
          "a",
          "en",
          "EUR",
          "a@example.org",
          GoodRequest.NOBODYS,
          "0001-01-01T00:00:00Z",
          "performances/" + GoodRequest.NOBODYS + "/holds/" + GoodRequest.NOBODYS,
          "pm_card_visa",
          "K7QD2-MXA9F",
          "\"1\"");

  /// Of which only one can be sent.
  private static final Map<String, String> INSTEAD = Map.of("holdNames", "holdName");

  private final InterfaceOperation operation;
  private final boolean within;
  private final GoodRequest good;
  private final List<Probe> probes = new ArrayList<>();

  /// @param field as a problem names it
  record Probe(String field, MalformedRequests.Request request) {}

  private LimitProbes(GoodRequest good, boolean within) {
    this.operation = good.operation();
    this.within = within;
    this.good = good;
  }

  /// @param within whether the values are, or beyond
  static List<Probe> of(GoodRequest good, boolean within) {
    var probes = new LimitProbes(good, within);
    probes.addParameters();
    if (good.operation().exampleBody().isPresent()) {
      probes.addMembers();
    }
    return probes.probes;
  }

  private void addParameters() {
    for (var place : List.of("path", "query", "header")) {
      for (var parameter : operation.parameters(place)) {
        var name = parameter.path("name").asString();
        var schema = operation.resolved(parameter.path("schema"));
        for (var value : StatedLimits.of(schema, sample(schema), within)) {
          var text = value.asString();
          add(name, text, target(place, name, text), headers(place, name, text), body());
        }
      }
    }
  }

  private byte[] body() {
    var body = good.body();
    return body.length == 0 && operation.requiresBody() ? new byte[] {'{', '}'} : body;
  }

  /// With what has to be in the query.
  private String target(String place, String name, String text) {
    var query = new TreeMap<String, String>();
    for (var parameter : operation.parameters("query")) {
      if (parameter.path("required").asBoolean(false)) {
        query.put(
            parameter.path("name").asString(),
            sample(operation.resolved(parameter.path("schema"))).asString());
      }
    }
    if (place.equals("query")) {
      query.put(name, text);
    }
    var path = good.target(place.equals("path") ? Map.of(name, encoded(text)) : Map.of());
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Map<String, String> headers(String place, String name, String text) {
    var headers = good.headers();
    headers.computeIfPresent(GoodRequest.KEY, (_, key) -> key + "-" + probes.size());
    if (place.equals("header")) {
      headers.put(name, text);
    }
    return headers;
  }

  private void add(
      String field, String value, String target, Map<String, String> headers, byte[] body) {
    var shown = value.length() > 60 ? value.substring(0, 60) + "... of " + value.length() : value;
    probes.add(
        new Probe(
            field,
            new MalformedRequests.Request(
                field + " is " + shown,
                operation.method(),
                target,
                headers,
                ByteString.copyFrom(body))));
  }

  private void addMembers() {
    var body = good.object();
    if (operation.path().endsWith("/holds")) {
      body.setAll(GoodRequest.wishes());
    }
    shorten(body);
    addMembers(body, operation.bodySchema(), body, "");
  }

  /// Lists with one element, so that a wrong one differs from no other.
  private static void shorten(JsonNode node) {
    if (node instanceof ArrayNode list) {
      while (list.size() > 1) {
        list.remove(1);
      }
    }
    node.forEach(LimitProbes::shorten);
  }

  private void addMembers(ObjectNode body, JsonNode schema, ObjectNode object, String at) {
    for (var member : schema.path("properties").properties()) {
      var name = member.getKey();
      var limits = operation.resolved(member.getValue());
      var before = Optional.ofNullable(object.get(name));
      var value = before.orElseGet(() -> sample(limits));
      object.set(name, value);
      var other = Optional.ofNullable(object.remove(INSTEAD.getOrDefault(name, "")));
      addValues(body, limits, value, at + name, changed -> object.set(name, changed));
      object.set(name, value);
      switch (value) {
        case ObjectNode inner -> addMembers(body, limits, inner, at + name + ".");
        case ArrayNode list when !list.isEmpty() -> addItems(body, limits, list, at + name + "[0]");
        default -> {}
      }
      if (before.isEmpty()) {
        object.remove(name);
      }
      other.ifPresent(left -> object.set(INSTEAD.getOrDefault(name, ""), left));
    }
  }

  private interface Place {
    void put(JsonNode value);
  }

  private void addItems(ObjectNode body, JsonNode schema, ArrayNode list, String at) {
    var limits = operation.resolved(schema.path("items"));
    var item = list.get(0);
    if (item instanceof ObjectNode inner) {
      addMembers(body, limits, inner, at + ".");
    } else {
      addValues(body, limits, item, at, changed -> list.set(0, changed));
      list.set(0, item);
    }
  }

  private void addValues(ObjectNode body, JsonNode limits, JsonNode value, String at, Place place) {
    for (var each : StatedLimits.of(limits, value, within)) {
      place.put(each);
      var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      add(at, each.toString(), target("", "", ""), headers("", "", ""), bytes);
    }
  }

  /// Something that keeps the limits.
  private JsonNode sample(JsonNode schema) {
    return switch (StatedLimits.types(schema).getFirst()) {
      case "string" -> NODES.stringNode(text(schema));
      case "integer" -> NODES.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
      case "boolean" -> NODES.booleanNode(true);
      case "array" -> NODES.arrayNode().add(sample(operation.resolved(schema.path("items"))));
      default -> object(schema);
    };
  }

  private static String text(JsonNode schema) {
    return Stream.concat(
            SAMPLES.stream(), schema.path("enum").valueStream().map(JsonNode::asString))
        .filter(each -> StatedLimits.keeps(schema, each))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sample keeps " + schema));
  }

  private ObjectNode object(JsonNode schema) {
    var object = NODES.objectNode();
    for (var name : schema.path("required")) {
      var member = schema.path("properties").path(name.asString());
      object.set(name.asString(), sample(operation.resolved(member)));
    }
    return object;
  }
}
