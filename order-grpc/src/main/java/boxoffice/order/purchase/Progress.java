package boxoffice.order.purchase;

/// What came of asking another system.
sealed interface Progress {
  /// Something is known now.
  record Told(Event event) implements Progress {}

  /// Not now: try again later.
  record Later() implements Progress {}

  /// The provider is away and was not reached: no money moved.
  record NothingSent() implements Progress {}
}
