package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import boxoffice.load.check.Facts.AccountEntry;
import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Refund;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Facts.Transition;
import boxoffice.load.history.Event.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Facts and history side by side, found by order: all that an invariant is judged by.
final class Evidence {
  private final Facts facts;
  private final Operations operations;
  private final Sale sale;
  private final Map<UUID, Order> orders;
  private final Map<UUID, List<Ticket>> validTickets;
  private final Map<UUID, List<Seat>> takenSeats;
  private final Map<UUID, List<Payment>> payments;
  private final Map<UUID, List<Refund>> refunds;
  private final Map<UUID, List<AccountEntry>> entries;
  private final Map<UUID, List<Transition>> transitions;
  private final Map<UUID, List<LedgerEntry>> bookings;
  private final Set<UUID> partners;

  Evidence(Facts facts, Operations operations, Sale sale) {
    this.facts = facts;
    this.operations = operations;
    this.sale = sale;
    var books = facts.books();
    orders = books.orders().stream().collect(toMap(Order::id, Function.identity()));
    validTickets =
        books.tickets().stream().filter(Ticket::isValid).collect(groupingBy(Ticket::order));
    takenSeats =
        books.seats().stream()
            .filter(Seat::isTaken)
            .filter(seat -> seat.order() != null)
            .collect(groupingBy(seat -> Objects.requireNonNull(seat.order())));
    payments = books.payments().stream().collect(groupingBy(Payment::order));
    refunds = books.refunds().stream().collect(groupingBy(Refund::order));
    entries = books.entries().stream().collect(groupingBy(AccountEntry::order));
    transitions = books.transitions().stream().collect(groupingBy(Transition::order));
    bookings =
        facts.ledger().stream()
            .filter(entry -> entry.orderId() != null)
            .collect(groupingBy(entry -> Objects.requireNonNull(entry.orderId())));
    partners =
        orders.values().stream()
            .filter(order -> isOnAccount(order.id()))
            .map(Order::buyer)
            .collect(Collectors.toUnmodifiableSet());
  }

  Facts facts() {
    return facts;
  }

  Operations operations() {
    return operations;
  }

  Sale sale() {
    return sale;
  }

  Collection<Order> orders() {
    return orders.values();
  }

  Optional<Order> order(UUID order) {
    return Optional.ofNullable(orders.get(order));
  }

  List<Ticket> validTickets(UUID order) {
    return validTickets.getOrDefault(order, List.of());
  }

  /// RESERVED or BOOKED by the order.
  List<Seat> takenSeats(UUID order) {
    return takenSeats.getOrDefault(order, List.of());
  }

  List<Payment> payments(UUID order) {
    return payments.getOrDefault(order, List.of());
  }

  List<Refund> refunds(UUID order) {
    return refunds.getOrDefault(order, List.of());
  }

  /// What the account of a partner has of the order.
  List<AccountEntry> entries(UUID order) {
    return entries.getOrDefault(order, List.of());
  }

  /// Whether a partner settles it by statement, as far as any account has it.
  boolean isOnAccount(UUID order) {
    return entries.containsKey(order);
  }

  /// Whoever has an order on account: a partner, for whom no limit of a buyer holds.
  boolean isPartner(UUID buyer) {
    return partners.contains(buyer);
  }

  List<Transition> transitions(UUID order) {
    return transitions.getOrDefault(order, List.of());
  }

  List<LedgerEntry> bookings(UUID order) {
    return bookings.getOrDefault(order, List.of());
  }

  /// Charged and not given back, minor units.
  long netPaid(UUID order) {
    return bookings(order).stream().mapToLong(LedgerEntry::net).sum();
  }

  /// The places that the hold of an order had, by the answer that fits the order's seats if there
  /// is one; empty where the history does not know the order.
  Optional<Set<Place>> asked(UUID order) {
    var told =
        operations.ofOrder(order).stream()
            .filter(operation -> operation.kind() == Kind.ORDER)
            .flatMap(operation -> operations.held(operation.hold()).stream())
            .map(this::placesOf)
            .toList();
    var taken = takenSeats(order).stream().map(Seat::place).collect(Collectors.toSet());
    return told.stream().filter(taken::equals).findFirst().or(() -> told.stream().findFirst());
  }

  /// The places of the hold that an operation is about; empty where nobody was told them.
  Set<Place> held(Operation operation) {
    var order = operation.order();
    return (order == null ? Optional.<Set<Place>>empty() : asked(order))
        .or(() -> operations.held(operation.hold()).stream().findFirst().map(this::placesOf))
        .orElse(Set.of());
  }

  Set<Place> placesOf(Operation hold) {
    var performance = Objects.requireNonNullElse(hold.performance(), sale.performanceId());
    return hold.seats().stream()
        .map(seat -> new Place(performance, seat))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether an order is about what the run sold. A kept system has others, too.
  boolean isOfSale(UUID order) {
    return !operations.ofOrder(order).isEmpty()
        || Stream.concat(
                validTickets(order).stream().map(Ticket::place),
                takenSeats(order).stream().map(Seat::place))
            .anyMatch(place -> place.performance().equals(sale.performanceId()));
  }

  /// What places cost, minor units; empty where one is not of the sale.
  Optional<Long> price(Collection<Place> places) {
    long sum = 0;
    for (var place : places) {
      var price = sale.pricesMinor().get(place.seat());
      if (price == null || !place.performance().equals(sale.performanceId())) {
        return Optional.empty();
      }
      sum += price;
    }
    return Optional.of(sum);
  }

  /// What clients did with an order, the hold that it came from first.
  List<Operation> story(UUID order) {
    var of = operations.ofOrder(order);
    return Stream.concat(
            of.stream().flatMap(operation -> operations.held(operation.hold()).stream()),
            of.stream())
        .distinct()
        .toList();
  }
}
