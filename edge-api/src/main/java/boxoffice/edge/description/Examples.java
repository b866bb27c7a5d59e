package boxoffice.edge.description;

import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/// Examples of bodies, by the name of their schema, from `examples.json`. There a text `@OrderJson`
/// stands for another example. What a problem has besides the usual is there by its code.
final class Examples {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String REFERENCE = "@";
  private static final String PENDING = "Pending";

  private final Map<String, Object> bodies;

  Examples() {
    try (var text = new ClassPathResource("examples.json", Examples.class).getInputStream()) {
      bodies = read(JsonMapper.shared().readValue(text, Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> read(Map<?, ?> text) {
    var bodies = new TreeMap<String, Object>();
    text.forEach((name, body) -> bodies.put(String.valueOf(name), body));
    return bodies;
  }

  /// For the components of a document.
  Map<String, Example> all() {
    return bodies.keySet().stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> new Example().value(resolved(bodies.get(name)))));
  }

  private @Nullable Object resolved(@Nullable Object body) {
    return switch (body) {
      case String text when text.startsWith(REFERENCE) -> resolved(bodies.get(text.substring(1)));
      case List<?> list -> list.stream().map(this::resolved).toList();
      case Map<?, ?> map -> {
        var members = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> members.put(String.valueOf(name), resolved(value)));
        yield members;
      }
      case null, default -> body;
    };
  }

  /// A problem with the members that its code has besides.
  Map<String, @Nullable Object> withMembers(String code, Map<?, ?> problem) {
    var whole = new TreeMap<String, @Nullable Object>();
    problem.forEach((name, value) -> whole.put(String.valueOf(name), value));
    if (resolved(bodies.get(code)) instanceof Map<?, ?> members) {
      members.forEach((name, value) -> whole.put(String.valueOf(name), value));
    }
    return whole;
  }

  /// Refers to the example of the body's schema, where it has one.
  void addTo(MediaType body) {
    addTo(body, "");
  }

  /// Refers to the example of the body's schema while it is pending, where it has one.
  void addPendingTo(MediaType body) {
    addTo(body, PENDING);
  }

  private void addTo(MediaType body, String kind) {
    var schema = body.getSchema();
    if (schema == null || schema.get$ref() == null) {
      return;
    }
    var name = schema.get$ref().substring(SCHEMAS.length());
    var example = bodies.containsKey(kind + name) ? kind + name : name;
    if (bodies.containsKey(example)) {
      body.addExamples(example, reference(example));
    }
  }

  static Example reference(String name) {
    return new Example().$ref("#/components/examples/" + name);
  }
}
