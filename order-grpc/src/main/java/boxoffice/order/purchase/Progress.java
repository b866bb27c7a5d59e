package boxoffice.order.purchase;

/// What came of a step.
sealed interface Progress {
  /// It is done and stored.
  record Next(Order order) implements Progress {}

  /// It is done, and the order waits for its buyer; the lease was given back with it.
  record Parked(Order order) implements Progress {}

  /// Somebody else was there first: read the order again.
  record Overtaken() implements Progress {}

  /// Not now: try again later.
  record Later() implements Progress {}

  /// The provider is away and was not reached: no money moved.
  record NothingSent() implements Progress {}
}
