package boxoffice.order.purchase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An order as it is stored: what is bought, and how far the buying has come.
///
/// @param terms what never changes
/// @param rejection set when REJECTED
/// @param attempts by number
record Order(
    Terms terms,
    OrderState state,
    PaymentState paymentState,
    Fulfilment fulfilment,
    SeatsState seats,
    @Nullable Rejection rejection,
    List<Attempt> attempts) {

  static final int MAX_ATTEMPTS = 5;

  Order {
    attempts = List.copyOf(attempts);
  }

  /// What never changes.
  ///
  /// @param requestHash SHA-256 of what the request asked for
  /// @param totalMinor the sum, in the currency's smallest unit
  /// @param payUntil from then on it cannot be paid any more
  record Terms(
      UUID id,
      UUID buyerId,
      Sha256 requestHash,
      String holdName,
      UUID performanceId,
      List<Item> items,
      long totalMinor,
      String currency,
      Instant payUntil,
      Instant createdAt,
      Sale sale) {

    Terms {
      items = List.copyOf(items);
    }
  }

  static Order placed(Terms terms, List<Attempt> attempts) {
    return new Order(
        terms,
        OrderState.PENDING,
        PaymentState.NONE,
        Fulfilment.UNFULFILLED,
        SeatsState.OPEN,
        null,
        attempts);
  }

  UUID id() {
    return terms.id();
  }

  /// The attempt that pays it, may pay it, or has paid it: there is one at most.
  Optional<Attempt> liveAttempt() {
    return attempts.stream().filter(attempt -> !attempt.state().isOver()).findFirst();
  }

  Optional<Attempt> attempt(UUID id) {
    return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
  }

  int attemptsLeft() {
    return MAX_ATTEMPTS - attempts.size();
  }

  Order with(SeatsState seats) {
    return new Order(terms, state, paymentState, fulfilment, seats, rejection, attempts);
  }

  Order rejected(Rejection why) {
    return new Order(
        terms, OrderState.REJECTED, paymentState, fulfilment, seats, why, cancelledIfCreated());
  }

  Order expired() {
    return new Order(
        terms, OrderState.EXPIRED, paymentState, fulfilment, seats, null, cancelledIfCreated());
  }

  /// @param attempt that paid it; null when there was nothing to pay
  Order confirmed(@Nullable Attempt attempt) {
    var paid = attempt == null ? this : with(attempt.with(AttemptState.PAID, null));
    return new Order(
        terms,
        OrderState.CONFIRMED,
        attempt == null ? PaymentState.NONE : PaymentState.PAID,
        Fulfilment.ISSUED,
        seats,
        null,
        paid.attempts);
  }

  Order with(Attempt changed) {
    return withAttempts(attempt -> attempt.id().equals(changed.id()) ? changed : attempt);
  }

  private Order withAttempts(UnaryOperator<Attempt> change) {
    var changed = attempts.stream().map(change).toList();
    return new Order(terms, state, paymentState, fulfilment, seats, rejection, changed);
  }

  private List<Attempt> cancelledIfCreated() {
    return withAttempts(attempt ->
            attempt.state() == AttemptState.CREATED
                ? attempt.with(AttemptState.CANCELLED, null)
                : attempt)
        .attempts;
  }
}
