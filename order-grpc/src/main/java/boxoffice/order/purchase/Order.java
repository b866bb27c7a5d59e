package boxoffice.order.purchase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An order as it is stored: what is bought, and how far the buying has come.
///
/// @param terms what never changes
/// @param version counts the changes
/// @param attempts by number
/// @param refunds the oldest first
/// @param cancellations the oldest first; one of them at most is wanted, and one at most is done
///   that is of more than single items
record Order(
    Terms terms,
    long version,
    Standing standing,
    List<Attempt> attempts,
    List<Refund> refunds,
    List<Cancellation> cancellations) {

  static final int MAX_ATTEMPTS = 5;

  Order {
    attempts = List.copyOf(attempts);
    refunds = List.copyOf(refunds);
    cancellations = List.copyOf(cancellations);
  }

  /// What never changes.
  ///
  /// @param requestHash SHA-256 of what the request asked for
  /// @param holdNames what it is placed with, each once
  /// @param performanceId the home: what the first hold is named after
  /// @param totalMinor the sum, in the currency's smallest unit
  /// @param payUntil from then on it cannot be paid any more
  record Terms(
      UUID id,
      UUID buyerId,
      Sha256 requestHash,
      List<String> holdNames,
      UUID performanceId,
      List<Item> items,
      long totalMinor,
      String currency,
      Instant payUntil,
      Instant createdAt,
      Sale sale) {

    Terms {
      holdNames = List.copyOf(holdNames);
      items = List.copyOf(items);
    }

    /// A partner settles it by statement.
    boolean isOnAccount() {
      return sale.holder() != null;
    }

    /// The provider takes nothing for it.
    boolean isUncharged() {
      return totalMinor == 0 || isOnAccount();
    }
  }

  /// Where it stands.
  ///
  /// @param since it has its state
  /// @param rejection set when REJECTED
  record Standing(
      OrderState state,
      Instant since,
      PaymentState payment,
      Fulfilment fulfilment,
      SeatsState seats,
      @Nullable Rejection rejection) {}

  static Order placed(Terms terms, List<Attempt> attempts) {
    var standing =
        new Standing(
            OrderState.PENDING,
            terms.createdAt(),
            PaymentState.NONE,
            Fulfilment.UNFULFILLED,
            SeatsState.OPEN,
            null);
    return new Order(terms, 0, standing, attempts, List.of(), List.of());
  }

  UUID id() {
    return terms.id();
  }

  OrderState state() {
    return standing.state();
  }

  PaymentState paymentState() {
    return standing.payment();
  }

  Fulfilment fulfilment() {
    return standing.fulfilment();
  }

  SeatsState seats() {
    return standing.seats();
  }

  @Nullable Rejection rejection() {
    return standing.rejection();
  }

  /// The attempt that pays it, may pay it, or has paid it: there is one at most.
  Optional<Attempt> liveAttempt() {
    return attempts.stream().filter(attempt -> !attempt.state().isOver()).findFirst();
  }

  Optional<Attempt> attempt(UUID id) {
    return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
  }

  Optional<Refund> refund(UUID id) {
    return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
  }

  /// The cancellation that is still to be carried out or refused.
  Optional<Cancellation> wanted() {
    return cancellations.stream()
        .filter(cancellation -> cancellation.state() == Cancellation.State.WANTED)
        .findFirst();
  }

  Optional<Cancellation> cancellation(UUID id) {
    return cancellations.stream().filter(found -> found.id().equals(id)).findFirst();
  }

  /// The one that is done and has this item.
  Optional<Cancellation> cancellationOf(int position) {
    return cancellations.stream()
        .filter(Cancellation::isDone)
        .filter(done -> !done.isOfItems() || done.wish().positions().contains(position))
        .findFirst();
  }

  /// Positions of all items, cancelled or not.
  List<Integer> positions() {
    return IntStream.range(0, terms.items().size()).boxed().toList();
  }

  /// Positions of the items that this cancellation has.
  List<Integer> positionsOf(UUID cancellationId) {
    return positions().stream()
        .filter(position ->
            cancellationOf(position).filter(by -> by.id().equals(cancellationId)).isPresent())
        .toList();
  }

  /// Positions of the items that are not cancelled.
  List<Integer> left() {
    return positions().stream().filter(position -> cancellationOf(position).isEmpty()).toList();
  }

  List<Item> items(List<Integer> positions) {
    return positions.stream().map(terms.items()::get).toList();
  }

  /// The one that an item is for: products are collected at the one that the hold is named after.
  UUID performanceOf(Item item) {
    return item instanceof Item.Seat seat ? seat.performanceId() : terms.performanceId();
  }

  /// Whether an item was handed out: who has it keeps it.
  boolean isHandedOut(int position) {
    return terms.sale().collectedAt() != null
        && terms.items().get(position) instanceof Item.Product;
  }

  /// What these items come to.
  long totalMinor(List<Integer> positions) {
    return items(positions).stream().mapToLong(Item::totalMinor).reduce(0, Math::addExact);
  }

  /// The same by performance.
  SortedMap<UUID, Long> costs(List<Integer> positions) {
    var costs = new TreeMap<UUID, Long>();
    items(positions)
        .forEach(item -> costs.merge(performanceOf(item), item.totalMinor(), Math::addExact));
    return costs;
  }

  /// An attempt may still succeed.
  boolean mayMoveMoney() {
    return attempts.stream().anyMatch(Attempt::mayMoveMoney);
  }

  /// It can be paid by this attempt, of which nothing is sent before its request comes again.
  boolean withholds(UUID attemptId) {
    return state() == OrderState.PENDING
        && wanted().isEmpty()
        && attempt(attemptId).filter(Attempt::isWithheld).isPresent();
  }

  int attemptsLeft() {
    return MAX_ATTEMPTS - attempts.size();
  }

  /// What refunds of an attempt have claimed of what was paid: those that failed have not.
  long refundingMinor(UUID attemptId) {
    return sum(refund ->
        refund.claim().attemptId().equals(attemptId) && refund.state() != RefundState.FAILED);
  }

  /// What has certainly been given back of an attempt.
  long refundedMinor(UUID attemptId) {
    return sum(refund ->
        refund.claim().attemptId().equals(attemptId) && refund.state() == RefundState.SUCCEEDED);
  }

  private long sum(Predicate<Refund> which) {
    return refunds.stream()
        .filter(which)
        .mapToLong(refund -> refund.claim().amountMinor())
        .reduce(0, Math::addExact);
  }

  Order with(Standing now) {
    return new Order(terms, version, now, attempts, refunds, cancellations);
  }

  Order with(SeatsState seats) {
    return with(
        new Standing(state(), standing.since(), paymentState(), fulfilment(), seats, rejection()));
  }

  Order with(PaymentState payment) {
    return with(
        new Standing(state(), standing.since(), payment, fulfilment(), seats(), rejection()));
  }

  /// An attempt that is new or has changed.
  Order with(Attempt changed) {
    var all =
        attempt(changed.id()).isEmpty()
            ? Stream.concat(attempts.stream(), Stream.of(changed)).toList()
            : replaced(attempts, old -> old.id().equals(changed.id()) ? changed : old);
    return new Order(terms, version, standing, all, refunds, cancellations);
  }

  /// A refund that is new or has changed.
  Order with(Refund changed) {
    var all =
        refund(changed.id()).isEmpty()
            ? Stream.concat(refunds.stream(), Stream.of(changed)).toList()
            : replaced(refunds, old -> old.id().equals(changed.id()) ? changed : old);
    return new Order(terms, version, standing, attempts, all, cancellations);
  }

  /// A cancellation that is new or has changed.
  Order with(Cancellation changed) {
    var all =
        cancellation(changed.id()).isEmpty()
            ? Stream.concat(cancellations.stream(), Stream.of(changed)).toList()
            : replaced(cancellations, old -> old.id().equals(changed.id()) ? changed : old);
    return new Order(terms, version, standing, attempts, refunds, all);
  }

  /// As it is stored after a change.
  Order next() {
    return new Order(terms, version + 1, standing, attempts, refunds, cancellations);
  }

  private static <T> List<T> replaced(List<T> all, UnaryOperator<T> change) {
    return all.stream().map(change).toList();
  }
}
