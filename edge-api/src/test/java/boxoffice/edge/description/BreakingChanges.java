package boxoffice.edge.description;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.output.MarkdownRender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What of a new document breaks clients of an old one.
///
/// The library that compares does not see types in documents of OpenAPI 3.1, so it gets both as
/// 3.0, without what does not bind anybody: texts and examples.
final class BreakingChanges {
  private static final Set<String> NOT_BINDING =
      Set.of("description", "summary", "example", "examples");

  private static final Set<String> LIMITS =
      Set.of(
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "uniqueItems",
          "enum");

  private BreakingChanges() {}

  /// @return empty when nothing breaks, otherwise what, as text
  static String between(JsonNode old, JsonNode changed) {
    var promised = binding(old);
    var now = binding(changed);
    dropNewLimits(promised, now);
    var difference = OpenApiCompare.fromContents(promised.toString(), now.toString());
    if (!difference.isIncompatible()) {
      return "";
    }
    var bytes = new ByteArrayOutputStream();
    new MarkdownRender().render(difference, new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// A limit that nobody had promised to tell is news and no break: services kept it before. One
  /// that was told is compared.
  private static void dropNewLimits(JsonNode old, JsonNode changed) {
    if (changed instanceof ObjectNode object) {
      object.remove(
          LIMITS.stream().filter(limit -> !old.has(limit) && isLimit(object.path(limit))).toList());
      object
          .properties()
          .forEach(member -> dropNewLimits(old.path(member.getKey()), member.getValue()));
    } else if (changed instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        dropNewLimits(old.path(i), array.get(i));
      }
    }
  }

  /// And no member that happens to have the name of one.
  private static boolean isLimit(JsonNode value) {
    return value.isValueNode() || value.isArray();
  }

  /// What a document promises, in OpenAPI 3.0.
  static JsonNode binding(JsonNode document) {
    var binding = document.deepCopy();
    ((ObjectNode) binding).put("openapi", "3.0.4");
    if (binding.path("components") instanceof ObjectNode components) {
      components.remove("examples");
    }
    simplify(binding, false);
    return binding;
  }

  /// @param names whether the members of this node are names that we chose
  private static void simplify(JsonNode node, boolean names) {
    if (node instanceof ObjectNode object) {
      if (!names) {
        object.remove(NOT_BINDING);
        oneType(object);
      }
      object
          .properties()
          .forEach(member ->
              simplify(member.getValue(), !names && member.getKey().equals("properties")));
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> simplify(element, false));
    }
  }

  /// `type: [string, "null"]` of 3.1 is `type: string, nullable: true` of 3.0.
  private static void oneType(ObjectNode schema) {
    if (!(schema.path("type") instanceof ArrayNode types)) {
      return;
    }
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(type.asString()));
    if (names.remove("null")) {
      schema.put("nullable", true);
    }
    schema.put("type", names.getFirst());
  }
}
