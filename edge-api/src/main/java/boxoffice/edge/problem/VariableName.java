package boxoffice.edge.problem;

import java.util.Locale;

/// How variables of paths are called: `{order}` is what a message has as `orderId`,
/// `{cancellation}` as `performanceCancellationId`.
public final class VariableName {
  private static final String ID = "Id";

  private VariableName() {}

  /// @param field of a message, as JSON writes it
  public static boolean isOf(String field, String variable) {
    var capital = variable.substring(0, 1).toUpperCase(Locale.ROOT) + variable.substring(1);
    return field.equals(variable + ID) || field.matches("[A-Za-z]+" + capital + ID);
  }
}
