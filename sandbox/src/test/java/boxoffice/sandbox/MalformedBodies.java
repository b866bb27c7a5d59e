package boxoffice.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Bodies that differ from a good one in one thing that is wrong (rows H1 to H9, Z6, Z9, Z11).
final class MalformedBodies {
  private static final String HOLE = "@@hole@@";
  private static final int KIB = 1024;
  private static final int MOST_SEATS = 10;

  /// What somebody would like to decide for us.
  private static final List<String> WISHES =
      List.of("role", "verified", "status", "price", "total", "paid", "createdAt", "userId", "id");

  private static final List<String> NO_TEXT =
      List.of(
          "7",
          "true",
          "[]",
          "{}",
          "[\"a\"]",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"" + "a".repeat(5 * KIB) + "\"");
  private static final List<String> NO_NUMBER =
      List.of(
          "-1",
          "1.9",
          "\"2\"",
          "1e2",
          "9223372036854775808",
          "1" + "0".repeat(100),
          "NaN",
          "true",
          "[]",
          "{}",
          "1".repeat(40_000));

  /// Of which there is one at least.
  private static final Set<String> AMOUNTS = Set.of("quantity", "count");

  private static final List<String> NO_AMOUNT = List.of("0", "-0", "2147483648", "null");

  private static final List<String> NO_BOOLEAN = List.of("0", "1", "\"true\"", "[]", "{}");
  private static final List<String> NO_LIST = List.of("{}", "\"a\"", "7", "[null]", "[[]]");
  private static final List<String> NO_OBJECT = List.of("[]", "\"a\"", "7", "true");

  private final InterfaceOperation operation;
  private final ObjectNode good;
  private final Map<String, byte[]> bodies = new LinkedHashMap<>();

  private MalformedBodies(InterfaceOperation operation, ObjectNode good) {
    this.operation = operation;
    this.good = good;
  }

  /// @return bodies by what is wrong with them
  static Map<String, byte[]> of(InterfaceOperation operation, ObjectNode good) {
    var malformed = new MalformedBodies(operation, good);
    malformed.addForms();
    malformed.addFields(operation.bodySchema(), good, "");
    return malformed.bodies;
  }

  /// Not one JSON object, whatever it is about.
  static Map<String, byte[]> forms() {
    var malformed = new LinkedHashMap<String, byte[]>();
    Map.of(
            "H2 33 deep", "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}",
            "H2 1000 deep", "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
            "H2 open", "[".repeat(30_000),
            "H5 single quotes", "{'a':1}",
            "H5 nothing but text", "nonsense",
            "H5 list", "[]",
            "H5 number", "7",
            "H5 cut", "{\"a\":")
        .forEach((name, text) -> malformed.put(name, bytes(text)));
    malformed.put(
        "H7 not UTF-8", new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'});
    malformed.put(
        "H7 cut sequence", new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82, '"', ':', '1', '}'});
    malformed.put("H7 0xFF", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
    malformed.put("H5 UTF-16", "{}".getBytes(StandardCharsets.UTF_16LE));
    malformed.put("H1 64 KiB and 1", bytes(" ".repeat(64 * KIB) + "{"));
    malformed.put("H8 NUL", new byte[] {'{', 0, '}'});
    return malformed;
  }

  private void addForms() {
    bodies.putAll(forms());
    var text = good.toString();
    bodies.put("H5 something behind it", bytes(text + " {}"));
    bodies.put("H5 comment", bytes(text + " // c"));
    bodies.put("H5 byte order mark", bytes("\uFEFF" + text));
    bodies.put("H3 many keys", bytes(withMember(text, manyKeys())));
    bodies.put("H6 unknown", bytes(withMember(text, "\"nobodyKnows\":1")));
    for (var wish : WISHES) {
      if (!good.has(wish)) {
        bodies.put("Z6 " + wish, bytes(withMember(text, "\"" + wish + "\":\"1\"")));
      }
    }
    if (!good.isEmpty()) {
      var first = good.properties().iterator().next();
      var twice = "\"" + first.getKey() + "\":" + first.getValue();
      bodies.put("H4 twice " + first.getKey(), bytes(withMember(text, twice)));
      bodies.put("H5 empty", bytes(""));
    }
  }

  private static String manyKeys() {
    var keys = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      keys.add("\"k" + i + "\":1");
    }
    return String.join(",", keys);
  }

  private static String withMember(String object, String member) {
    return object.equals("{}") ? "{" + member + "}" : "{" + member + "," + object.substring(1);
  }

  private void addFields(JsonNode schema, ObjectNode object, String at) {
    Set<String> required = Set.copyOf(strings(schema.path("required")));
    for (var member : List.copyOf(object.properties())) {
      var name = member.getKey();
      var field = at + name;
      var value = member.getValue();
      if (required.contains(name)) {
        put(object, name, field, "null");
        object.remove(name);
        bodies.put(field + " is missing", bytes(good.toString()));
        object.set(name, value);
      }
      wrong(value).forEach(text -> put(object, name, field, text));
      if (AMOUNTS.contains(name)) {
        NO_AMOUNT.forEach(text -> put(object, name, "Z9 " + field, text));
      }
      var type = operation.resolved(schema.path("properties").path(name));
      if (value instanceof ObjectNode inner) {
        addFields(type, inner, field + ".");
      } else if (value instanceof ArrayNode list && !list.isEmpty()) {
        addList(type, list, field);
      }
    }
  }

  private void addList(JsonNode type, ArrayNode list, String field) {
    var elements = List.copyOf(list.values());
    list.removeAll();
    bodies.put("Z11 " + field + " is empty", bytes(good.toString()));
    list.addAll(elements);
    list.add(elements.getFirst());
    bodies.put("Z11 " + field + " has one twice", bytes(good.toString()));
    for (int i = 0; i < 101; i++) {
      list.add(elements.getFirst());
    }
    bodies.put("H3 " + field + " has more than 100", bytes(good.toString()));
    list.removeAll();
    if (field.equals("seats")) {
      addSeats(list, elements.getFirst());
    }
    list.addAll(elements);
    if (elements.getFirst() instanceof ObjectNode inner) {
      addFields(operation.resolved(type.path("items")), inner, field + "[0].");
    } else {
      for (var text : wrong(elements.getFirst())) {
        list.set(0, JsonNodeFactory.instance.stringNode(HOLE));
        bodies.put(field + "[0] is " + shortly(text), bytes(filled(text)));
        list.set(0, elements.getFirst());
      }
    }
  }

  /// More than any performance lets a hold have, each another one.
  private void addSeats(ArrayNode list, JsonNode seat) {
    for (int i = 0; i <= MOST_SEATS; i++) {
      list.add(((ObjectNode) seat.deepCopy()).put("seatId", new UUID(i, i).toString()));
    }
    bodies.put("Z11 " + list.size() + " seats", bytes(good.toString()));
    list.removeAll();
  }

  private static List<String> wrong(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> NO_TEXT;
      case NUMBER -> NO_NUMBER;
      case BOOLEAN -> NO_BOOLEAN;
      case ARRAY -> NO_LIST;
      case OBJECT -> NO_OBJECT;
      case NULL, MISSING, BINARY, POJO -> List.of();
    };
  }

  private void put(ObjectNode object, String name, String field, String text) {
    var value = object.path(name);
    object.put(name, HOLE);
    bodies.put(field + " is " + shortly(text), bytes(filled(text)));
    object.set(name, value);
  }

  private String filled(String text) {
    return good.toString().replace("\"" + HOLE + "\"", text);
  }

  private static String shortly(String text) {
    return text.length() > 30 ? text.substring(0, 10) + "... of " + text.length() : text;
  }

  private static List<String> strings(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
