package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An operation of docs/openapi.json.
///
/// @param method upper case
/// @param path with its variables in braces
record InterfaceOperation(JsonNode document, String method, String path, JsonNode description) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BODY = "application/json";

  /// All of them.
  static List<InterfaceOperation> all() {
    var document = read();
    var operations = new ArrayList<InterfaceOperation>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(
            new InterfaceOperation(
                document,
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                method.getValue()));
      }
    }
    return operations;
  }

  private static JsonNode read() {
    try {
      return JSON.readTree(Files.readString(Path.of("..", "docs", "openapi.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  /// Parameters in `path`, `query` or `header`.
  List<JsonNode> parameters(String place) {
    var found = new ArrayList<JsonNode>();
    for (var parameter : description.path("parameters")) {
      if (parameter.path("in").asString().equals(place)) {
        found.add(parameter);
      }
    }
    return found;
  }

  /// Whether its path has this method.
  boolean isDescribed(String other) {
    return document.path("paths").path(path).has(other.toLowerCase(Locale.ROOT));
  }

  boolean takesKey() {
    return parameters("header").stream()
        .anyMatch(parameter -> parameter.path("name").asString().equals("Idempotency-Key"));
  }

  boolean needsToken() {
    return !description.has("security");
  }

  boolean takesBody() {
    return description.has("requestBody");
  }

  boolean requiresBody() {
    return description.path("requestBody").path("required").asBoolean(false);
  }

  boolean answers(int status) {
    return description.path("responses").has(Integer.toString(status));
  }

  /// Of problems with this status.
  Set<String> codes(int status) {
    return new TreeSet<>(
        description
            .path("responses")
            .path(Integer.toString(status))
            .path("content")
            .path("application/problem+json")
            .path("examples")
            .propertyNames());
  }

  /// Of the body; missing where the body is not described.
  JsonNode bodySchema() {
    return resolved(description.path("requestBody").path("content").path(BODY).path("schema"));
  }

  /// A body as the document shows it, where its form is ours.
  Optional<JsonNode> exampleBody() {
    return description
        .path("requestBody")
        .path("content")
        .path(BODY)
        .path("examples")
        .properties()
        .stream()
        .map(Map.Entry::getValue)
        .filter(example -> example.has("$ref"))
        .map(example -> resolved(example).path("value"))
        .findFirst();
  }

  /// What a `$ref` refers to, or the node itself.
  JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
