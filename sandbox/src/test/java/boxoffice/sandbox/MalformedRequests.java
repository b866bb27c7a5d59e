package boxoffice.sandbox;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Requests of one operation that differ from a good one in one thing that is wrong (rows H and Z).
final class MalformedRequests {
  private static final String KEY = GoodRequest.KEY;

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
          GoodRequest.NOBODYS.toUpperCase(Locale.ROOT) + "0");

  private final InterfaceOperation operation;
  private final GoodRequest good;
  private final List<Request> requests = new ArrayList<>();

  /// @param wrong what is wrong with it
  record Request(
      String wrong, String method, String target, Map<String, String> headers, ByteString body) {}

  MalformedRequests(GoodRequest good) {
    this.operation = good.operation();
    this.good = good;
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
    good.headers()
        .forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return BrokenRequests.of(operation, good.target(Map.of()), lines.toString());
  }

  private void add(String wrong, String target, Map<String, String> headers, byte[] body) {
    requests.add(
        new Request(wrong, operation.method(), target, headers, ByteString.copyFrom(body)));
  }

  private void addPaths() {
    for (var variable : operation.parameters("path")) {
      var name = variable.path("name").asString();
      for (var segment : NO_SEGMENTS) {
        var target = good.target(Map.of(name, segment));
        add("H13 " + name + " is " + shortly(segment), target, good.headers(), good.body());
      }
    }
  }

  private void addQueries() {
    var target = good.target(Map.of());
    for (var parameter : operation.parameters("query")) {
      var name = parameter.path("name").asString();
      add(
          "H16 twice " + name,
          target + "?" + name + "=1&" + name + "=1",
          good.headers(),
          good.body());
      add("H13 " + name + " is %zz", target + "?" + name + "=%zz", good.headers(), good.body());
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
        add(
            "H16 " + name + "=" + value,
            target + "?" + name + "=" + value,
            good.headers(),
            good.body());
      }
    }
  }

  private void addHeaders() {
    var target = good.target(Map.of());
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
      add("no token", target, good.without("Authorization"), good.body());
    }
    if (operation.takesKey()) {
      add("Z20 no key", target, good.without(KEY), good.body());
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
    var headers = good.headers();
    headers.put(name, value);
    add(wrong, good.target(Map.of()), headers, good.body());
  }

  private void addBodies() {
    var target = good.target(Map.of());
    for (var type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "nonsense",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16")) {
      var headers = good.headers();
      headers.put("Content-Type", type);
      add("H10 " + type, target, headers, atLeast(good.body()));
    }
    add("H10 no type", target, good.without("Content-Type"), atLeast(good.body()));
    var malformed =
        operation.exampleBody().isPresent()
            ? MalformedBodies.of(operation, good.object())
            : MalformedBodies.forms();
    malformed.forEach((wrong, body) -> {
      if (body.length > 0 || operation.requiresBody()) {
        add(wrong, target, good.headers(), body);
      }
    });
    if (operation.path().endsWith("/holds")) {
      MalformedBodies.of(operation, GoodRequest.wishes())
          .forEach((wrong, body) -> add("wishes: " + wrong, target, good.headers(), body));
    }
  }

  private static byte[] atLeast(byte[] body) {
    return body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
  }

  private static String shortly(String text) {
    return text.length() > 30 ? text.substring(0, 10) + "... of " + text.length() : text;
  }
}
