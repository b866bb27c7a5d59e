package boxoffice.sandbox;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests of one operation that differ from a good one in one thing that is wrong (rows H and Z).
final class MalformedRequests {
  private static final byte[] NOTHING = {};
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String JSON = "application/json";
  private static final String KEY = "Idempotency-Key";

  /// Of a hold, what its example has not.
  private static final String WISHES =
      """
      {"best": [{"count": 2}],
       "areas": [{"areaId": "6f1d2a30-0000-4000-8000-000000000000", "count": 1}],
       "products": [{"sku": "nothing", "quantity": 1}]}
      """;

  private static final String NOBODYS = "6f1d2a30-0000-4000-8000-000000000000";

  /// No ids, and what two readers could take for two paths.
  private static final List<String> NO_SEGMENTS =
      List.of(
          "x",
          "-1",
          "null",
          "%20",
          "..%2f",
          "%2e%2e",
          "%00",
          "%zz",
          "%c0%af",
          "%ff",
          "%0d%0aX:%20y",
          ";a=b",
          "%E2%80%AE",
          "%F0%9F%98%80",
          "a%2Fb",
          "*",
          "{}",
          "'",
          "a".repeat(1000),
          "a".repeat(9 * 1024),
          NOBODYS.toUpperCase(Locale.ROOT) + "0");

  private final InterfaceOperation operation;
  private final Map<String, String> values;
  private final String token;
  private final List<Request> requests = new ArrayList<>();

  /// @param wrong what is wrong with it
  record Request(
      String wrong, String method, String target, Map<String, String> headers, ByteString body) {}

  /// @param values of path variables and of members of bodies, by name
  MalformedRequests(InterfaceOperation operation, Map<String, String> values, String token) {
    this.operation = operation;
    this.values = values;
    this.token = token;
  }

  List<Request> all() {
    addPaths();
    addQueries();
    addHeaders();
    if (operation.takesBody()) {
      addBodies();
    }
    return requests;
  }

  /// Of the same operation.
  Map<String, String> broken() {
    var lines = new StringBuilder();
    headers().forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return BrokenRequests.of(operation, target(Map.of()), lines.toString());
  }

  private void add(String wrong, String target, Map<String, String> headers, byte[] body) {
    requests.add(
        new Request(wrong, operation.method(), target, headers, ByteString.copyFrom(body)));
  }

  private void addPaths() {
    for (var variable : operation.parameters("path")) {
      var name = variable.path("name").asString();
      for (var segment : NO_SEGMENTS) {
        var target = target(Map.of(name, segment));
        add("H13 " + name + " is " + shortly(segment), target, headers(), goodBody());
      }
    }
  }

  private void addQueries() {
    var target = target(Map.of());
    for (var parameter : operation.parameters("query")) {
      var name = parameter.path("name").asString();
      add("H16 twice " + name, target + "?" + name + "=1&" + name + "=1", headers(), goodBody());
      add("H13 " + name + " is %zz", target + "?" + name + "=%zz", headers(), goodBody());
      var type = operation.resolved(parameter.path("schema")).path("type").asString("");
      var wrong =
          switch (type) {
            case "integer" -> List.of("x", "-1", "1.5", "1e2", "99999999999", "%00");
            case "boolean" -> List.of("x", "2", "%00");
            case "string" ->
                name.equals("pageToken") ? List.of("x", "%00", "..%2f") : List.of("%00", "%ff");
            default -> List.<String>of();
          };
      for (var value : wrong) {
        add("H16 " + name + "=" + value, target + "?" + name + "=" + value, headers(), goodBody());
      }
    }
  }

  private void addHeaders() {
    var target = target(Map.of());
    addHeader("H14 9 KiB", "X-Long", "a".repeat(9 * 1024));
    addHeader("H14 NUL", "X-Nul", "a\0b");
    addHeader("J no bearer token", "Authorization", "Basic YTpi");
    addHeader("J nonsense as token", "Authorization", "Bearer nonsense");
    if (operation.answers(406)) {
      addHeader("H11", "Accept", "image/png");
    }
    if (operation.takesBody()) {
      addHeader("H10 compressed", "Content-Encoding", "gzip");
    }
    if (operation.needsToken()) {
      add("no token", target, without("Authorization"), goodBody());
    }
    if (operation.takesKey()) {
      add("Z20 no key", target, without(KEY), goodBody());
      for (var key : List.of("a".repeat(256), "a b", "sch\u00f6n", "", "\t")) {
        addHeader("Z20 key is " + shortly(key), KEY, key);
      }
    }
    for (var parameter : operation.parameters("header")) {
      if (parameter.path("name").asString().equals("If-Match")) {
        for (var tag :
            List.of(
                "nonsense", "W/\"1\"", "\"1\", \"2\"", "\"" + "a".repeat(100) + "\"", "\"0\"")) {
          addHeader("Z24 If-Match: " + shortly(tag), "If-Match", tag);
        }
      }
    }
  }

  private void addHeader(String wrong, String name, String value) {
    var headers = headers();
    headers.put(name, value);
    add(wrong, target(Map.of()), headers, goodBody());
  }

  private void addBodies() {
    var target = target(Map.of());
    for (var type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "nonsense",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16")) {
      var headers = headers();
      headers.put("Content-Type", type);
      add("H10 " + type, target, headers, atLeast(goodBody()));
    }
    add("H10 no type", target, without("Content-Type"), atLeast(goodBody()));
    var malformed =
        operation.exampleBody().isPresent()
            ? MalformedBodies.of(operation, goodObject())
            : MalformedBodies.forms();
    malformed.forEach((wrong, body) -> {
      if (body.length > 0 || operation.requiresBody()) {
        add(wrong, target, headers(), body);
      }
    });
    if (operation.path().endsWith("/holds")) {
      var wishes = (ObjectNode) JsonMapper.shared().readTree(WISHES);
      MalformedBodies.of(operation, wishes)
          .forEach((wrong, body) -> add("wishes: " + wrong, target, headers(), body));
    }
  }

  private static byte[] atLeast(byte[] body) {
    return body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
  }

  private String target(Map<String, String> instead) {
    return VARIABLE
        .matcher(operation.path())
        .replaceAll(found ->
            Matcher.quoteReplacement(
                instead.getOrDefault(
                    found.group(1), values.getOrDefault(found.group(1), NOBODYS))));
  }

  private Map<String, String> headers() {
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

  private Map<String, String> without(String name) {
    var headers = headers();
    headers.remove(name);
    return headers;
  }

  private byte[] goodBody() {
    return operation.exampleBody().isPresent()
        ? goodObject().toString().getBytes(StandardCharsets.UTF_8)
        : NOTHING;
  }

  /// The example, of what is really there.
  private ObjectNode goodObject() {
    var body = (ObjectNode) operation.exampleBody().orElseThrow().deepCopy();
    fill(body);
    return body;
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

  private static String shortly(String text) {
    return text.length() > 30 ? text.substring(0, 10) + "... of " + text.length() : text;
  }
}
