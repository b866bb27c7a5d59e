package boxoffice.sandbox;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values at the limits that a schema of the document states, and just beyond them.
final class StatedLimits {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PATTERN = "pattern";

  private static final List<String> STATED =
      List.of("minLength", "maxLength", PATTERN, "format", "enum", "minimum", "maxItems");

  /// Where a pattern alone has no longest text.
  private static final int MOST_TRIES = 300;

  private static final List<String> INTRUDERS = List.of("?!", " b", "\u0001b");
  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final List<String> TIMES =
      List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z");
  private static final Map<String, List<String>> BEYOND_FORMAT =
      Map.of(
          "date-time",
          List.of(
              "0000-12-31T23:59:59Z",
              "0001-01-01T00:00:00+01:00",
              "9999-12-31T23:59:59-01:00",
              "10000-01-01T00:00:00Z",
              "2027-02-29T00:00:00Z",
              "2027-02-28",
              "2027-02-28T00:00Z",
              "2027-02-28T00:00:00",
              "2027-02-28T00:00:00+01:00:30",
              "Tue, 3 Jun 2008 11:05:30 GMT"),
          "uuid",
          List.of("1-1-1-1-1", GoodRequest.NOBODYS + "0", GoodRequest.NOBODYS.replace("-", "")),
          "email",
          List.of("nobody", "@example.org", "a@b@example.org"));

  private final JsonNode schema;
  private final Set<JsonNode> kept = new LinkedHashSet<>();
  private final Set<JsonNode> broken = new LinkedHashSet<>();

  private StatedLimits(JsonNode schema) {
    this.schema = schema;
  }

  /// @param good a value that keeps them all
  /// @param within whether those at the limits, or those beyond
  static Set<JsonNode> of(JsonNode schema, JsonNode good, boolean within) {
    var limits = new StatedLimits(schema);
    for (var type : types(schema)) {
      switch (type) {
        case "string" -> limits.addTexts(good.asString());
        case "integer" -> limits.addNumbers();
        case "array" -> limits.addLists((ArrayNode) good);
        default -> {} // true and false have none
      }
    }
    if (limits.broken.isEmpty() && STATED.stream().anyMatch(schema::has)) {
      throw new IllegalStateException("nothing is beyond " + schema);
    }
    return within ? limits.kept : limits.broken;
  }

  static List<String> types(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString).toList()
        : List.of(type.asString(""));
  }

  private void addTexts(String good) {
    if (schema.has("enum")) {
      kept.addAll(schema.path("enum").valueStream().toList());
      broken.add(NODES.stringNode("NOTHING"));
      return;
    }
    var format = schema.path("format").asString("");
    (format.equals("date-time") ? TIMES : List.of(good)).forEach(this::addText);
    BEYOND_FORMAT.getOrDefault(format, List.of()).forEach(this::addText);
    if (format.isEmpty()) {
      addShortest(good);
    }
    if (!format.equals("uuid") && !format.equals("date-time")) {
      addLongest(good);
    }
    if (schema.has(PATTERN)) {
      INTRUDERS.stream()
          .map(intruder -> good + intruder)
          .filter(text -> !matches(text))
          .findFirst()
          .ifPresent(this::addText);
    }
  }

  private void addText(String text) {
    (keeps(schema, text) ? kept : broken).add(NODES.stringNode(text));
  }

  private void addShortest(String good) {
    var text = good;
    for (var next = good; next != null; next = shorter(text)) {
      text = next;
    }
    addText(text);
    if (!text.isEmpty()) {
      addText(text.substring(1));
    }
  }

  private @Nullable String shorter(String text) {
    return IntStream.range(0, text.length())
        .mapToObj(at -> text.substring(0, at) + text.substring(at + 1))
        .filter(each -> keeps(schema, each))
        .findFirst()
        .orElse(null);
  }

  private void addLongest(String good) {
    var longest = schema.path("maxLength").asInt(0) - good.length();
    for (int more = Math.max(longest, 0); more <= Math.max(longest, MOST_TRIES); more++) {
      var text = stretched(good, more);
      var next = stretched(good, more + 1);
      if (keeps(schema, text) && !keeps(schema, next)) {
        addText(text);
        addText(next);
        return;
      }
    }
  }

  /// So that it still keeps the limits, if that can be.
  private String stretched(String good, int more) {
    return IntStream.rangeClosed(0, good.length())
        .mapToObj(at -> good.substring(0, at) + "a".repeat(more) + good.substring(at))
        .filter(text -> keeps(schema, text))
        .findFirst()
        .orElse("a".repeat(more) + good);
  }

  private boolean matches(String text) {
    return Pattern.compile(schema.path(PATTERN).asString("")).matcher(text).find();
  }

  /// Whether a text is within.
  static boolean keeps(JsonNode schema, String text) {
    return text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && text.length() >= schema.path("minLength").asInt(0)
        && Pattern.compile(schema.path(PATTERN).asString("")).matcher(text).find()
        && (!schema.has("enum")
            || schema.path("enum").valueStream().anyMatch(NODES.stringNode(text)::equals))
        && switch (schema.path("format").asString("")) {
          case "uuid" -> UUIDS.matcher(text).matches();
          case "email" -> text.matches("[a-z]+@[a-z]+[.][a-z]+");
          case "date-time" -> TIMES.contains(text);
          default -> true;
        };
  }

  private void addNumbers() {
    var isInt = schema.path("format").asString("").equals("int32");
    var last = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
    if (schema.has("minimum")) {
      var least = schema.path("minimum").asLong();
      kept.add(NODES.numberNode(least));
      broken.add(NODES.numberNode(least - 1));
      var most = schema.path("maximum").asLong(last);
      kept.add(NODES.numberNode(most));
    }
    broken.add(
        NODES.numberNode(
            BigInteger.valueOf(schema.path("maximum").asLong(last)).add(BigInteger.ONE)));
  }

  private void addLists(ArrayNode good) {
    if (schema.has("maxItems")) {
      var most = schema.path("maxItems").asInt();
      kept.add(list(good, most));
      broken.add(list(good, most + 1));
    }
    var least = schema.path("minItems").asInt(0);
    kept.add(list(good, least));
    if (least > 0) {
      broken.add(list(good, least - 1));
    }
    if (schema.path("uniqueItems").asBoolean(false)) {
      broken.add(NODES.arrayNode().add(good.get(0)).add(good.get(0)));
    }
  }

  private static ArrayNode list(ArrayNode good, int length) {
    var list = NODES.arrayNode();
    IntStream.range(0, length).forEach(i -> list.add(another(good.get(0), i)));
    return list;
  }

  /// Another one of the same kind, so that no two are alike.
  private static JsonNode another(JsonNode good, int number) {
    return switch (good) {
      case ObjectNode object -> {
        var other = object.deepCopy();
        for (var member : List.copyOf(object.properties())) {
          if (member.getValue().isString()) {
            other.set(member.getKey(), another(member.getValue(), number));
          }
        }
        yield other;
      }
      default ->
          good.isNumber()
              ? NODES.numberNode(number)
              : NODES.stringNode(anotherText(good.asString(), number));
    };
  }

  private static String anotherText(String good, int number) {
    var id = UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString();
    var found = Pattern.compile(UUIDS.pattern() + "$").matcher(good);
    return found.find() ? found.replaceFirst(id) : good + number;
  }
}
