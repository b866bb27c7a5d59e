package boxoffice.inventory.performance;

/// What came of changing a performance.
sealed interface Changed {
  /// @param performance as it is now
  record Done(Performance performance) implements Changed {}

  /// Nothing changed.
  ///
  /// @param state that stands in the way
  /// @param eventNotPublished and that is why
  record Conflict(Performance.State state, boolean eventNotPublished) implements Changed {}
}
