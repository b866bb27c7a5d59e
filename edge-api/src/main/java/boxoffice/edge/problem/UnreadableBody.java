package boxoffice.edge.problem;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says what is wrong with a body that is not what a route takes, without repeating any of it.
final class UnreadableBody {
  private UnreadableBody() {}

  static WireException of(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException unknown ->
          invalid(ErrorReason.UNKNOWN_FIELD, "this field is not known", path(unknown), unknown);
      case DatabindException wrong when !wrong.getPath().isEmpty() ->
          invalid(ErrorReason.VALIDATION_FAILED, "missing or of a wrong type", path(wrong), wrong);
      case InputCoercionException wide when !wide.getPath().isEmpty() ->
          invalid(ErrorReason.VALIDATION_FAILED, "a number out of range", path(wide), wide);
      case null -> new WireException(ErrorReason.MALFORMED_JSON, "a JSON body is needed");
      default ->
          new WireException(
              ErrorReason.MALFORMED_JSON,
              "the body is not the JSON object needed",
              Map.of(),
              cause);
    };
  }

  private static WireException invalid(
      ErrorReason reason, String text, String field, JacksonException cause) {
    return new WireException(reason, field + ": " + text, Map.of("field", field), cause);
  }

  /// Such as `prices[0].price`.
  private static String path(JacksonException failure) {
    var path = new StringBuilder();
    for (var reference : failure.getPath()) {
      var name = reference.getPropertyName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }
}
