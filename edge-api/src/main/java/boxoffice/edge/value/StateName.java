package boxoffice.edge.value;

/// The name of a state without the prefix that the contract gives it.
public final class StateName {
  private static final String NEWER = "UNRECOGNIZED";

  private StateName() {}

  /// @param prefix such as `HOLD_STATE_`
  /// @return such as `ACTIVE`; `UNKNOWN` for a state of a newer service
  public static String of(Enum<?> state, String prefix) {
    var name = state.name();
    if (name.equals(NEWER)) {
      return "UNKNOWN";
    }
    if (!name.startsWith(prefix)) {
      throw new IllegalArgumentException(name + " does not begin with " + prefix);
    }
    return name.substring(prefix.length());
  }
}
