package boxoffice.order.purchase;

import java.util.UUID;
import java.util.function.Function;

/// What came of asking another system.
sealed interface Progress {
  /// Something is known now.
  record Told(Event event) implements Progress {}

  /// Not now: try again later.
  record Later() implements Progress {}

  /// The provider is away and was not reached: no money moved.
  record NothingSent(UUID attemptId) implements Progress {}

  /// Something is known now, and the step after it, tried at once, came to something else.
  record HalfTold(Event event, Step next, Progress then) implements Progress {}

  /// Seats that were reserved just now are stored together with the PaymentIntent, which saves a
  /// commit: neither moves money, and both can be asked for again.
  ///
  /// @param create asks the provider
  default Progress thenCreate(Order order, Function<Attempt, Progress> create) {
    if (!(this instanceof Told(Event.Reserved reserved))) {
      return this;
    }
    var attempt = order.liveAttempt().filter(live -> live.state() == AttemptState.CREATED);
    if (attempt.isEmpty()) {
      return this;
    }
    var created = create.apply(attempt.get());
    return created instanceof Told(Event.IntentCreated intent)
        ? new Told(new Event.Prepared(intent))
        : new HalfTold(reserved, new Step.CreateIntent(attempt.get()), created);
  }
}
