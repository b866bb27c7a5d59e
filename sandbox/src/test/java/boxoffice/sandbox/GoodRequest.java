package boxoffice.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request of an operation with nothing wrong in it.
///
/// @param values of path variables and of members of bodies, by name; what has none is nobody's
record GoodRequest(InterfaceOperation operation, Map<String, String> values, String token) {
  static final String KEY = "Idempotency-Key";
  static final String NOBODYS = "6f1d2a30-0000-4000-8000-000000000000";

  private static final byte[] NOTHING = {};
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String JSON = "application/json";

  /// Of a hold, what its example has not.
  private static final String WISHES =
      """
      {"best": [{"count": 2}],
       "areas": [{"areaId": "6f1d2a30-0000-4000-8000-000000000000", "count": 1}],
       "products": [{"sku": "nothing", "quantity": 1}],
       "also": [{"performanceId": "6f1d2a30-0000-4000-8000-000000000001", "best": [{"count": 1}]}]}
      """;

  String target(Map<String, String> instead) {
    return VARIABLE
        .matcher(operation.path())
        .replaceAll(found ->
            Matcher.quoteReplacement(
                instead.getOrDefault(
                    found.group(1), values.getOrDefault(found.group(1), NOBODYS))));
  }

  Map<String, String> headers() {
    var headers = new TreeMap<String, String>();
    if (operation.needsToken()) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (operation.takesKey()) {
      headers.put(KEY, "malformed");
    }
    if (operation.takesBody()) {
      headers.put("Content-Type", JSON);
    }
    return headers;
  }

  Map<String, String> without(String name) {
    var headers = headers();
    headers.remove(name);
    return headers;
  }

  byte[] body() {
    return operation.exampleBody().isPresent()
        ? object().toString().getBytes(StandardCharsets.UTF_8)
        : NOTHING;
  }

  /// The example, of what is really there.
  ObjectNode object() {
    var body = (ObjectNode) operation.exampleBody().orElseThrow().deepCopy();
    fill(body);
    return body;
  }

  /// What a hold can wish for beside named seats.
  static ObjectNode wishes() {
    return (ObjectNode) JsonMapper.shared().readTree(WISHES);
  }

  private void fill(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var name : List.copyOf(object.propertyNames())) {
        if (values.containsKey(name)) {
          object.put(name, values.get(name));
        } else {
          fill(object.path(name));
        }
      }
    } else if (node instanceof ArrayNode list) {
      list.forEach(this::fill);
    }
  }
}
