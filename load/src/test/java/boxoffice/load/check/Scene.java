package boxoffice.load.check;

import boxoffice.load.check.Facts.AccountEntry;
import boxoffice.load.check.Facts.Books;
import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Refund;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Source;
import boxoffice.load.check.Facts.Stock;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Facts.Transition;
import boxoffice.load.check.Facts.Webhook;
import boxoffice.load.history.Event;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import boxoffice.wire.DerivedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A small run, told by hand: a house of ten seats at 1000 EUR cents each, four a buyer. What it
/// makes is as it should be; a test then changes what should be caught.
final class Scene {
  static final UUID HALL = id(0xA0);
  static final UUID ADA = id(0xADA);
  static final UUID BOB = id(0xB0B);
  static final long PRICE = 1000;
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  static final List<UUID> SEATS = IntStream.range(0, 10).mapToObj(i -> id(0x500 + i)).toList();
  static final Sale SALE =
      new Sale(
          HALL,
          "EUR",
          SEATS.stream().collect(Collectors.toMap(Function.identity(), _ -> PRICE)),
          4);

  final List<Event> events = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<Ticket> tickets = new ArrayList<>();
  final List<Seat> seats = new ArrayList<>();
  final List<Payment> payments = new ArrayList<>();
  final List<Refund> refunds = new ArrayList<>();
  final List<AccountEntry> entries = new ArrayList<>();
  final List<Transition> transitions = new ArrayList<>();
  final List<Stock> stocks = new ArrayList<>();
  final List<Webhook> webhooks = new ArrayList<>();
  final List<LedgerEntry> ledger = new ArrayList<>();
  final List<String> routes = new ArrayList<>();
  final Map<Source, String> missing = new EnumMap<>(Source.class);
  long unsent;
  @Nullable Hall hall;
  private long operation;
  private long clock;
  private long next = 0xF000;

  static UUID id(long number) {
    return new UUID(0, number);
  }

  /// The id that order-grpc gives to what the key asks for over REST.
  static UUID derived(UUID buyer, String key) {
    var request = DerivedId.of("request", buyer.toString(), "POST /v1/orders", key);
    return DerivedId.of("order", buyer.toString(), request.toString());
  }

  UUID nextId() {
    return id(next++);
  }

  static List<UUID> seats(int... numbers) {
    return Arrays.stream(numbers).mapToObj(SEATS::get).toList();
  }

  static Place place(int number) {
    return new Place(HALL, SEATS.get(number));
  }

  /// What an event says beyond who, what and when.
  record Told(
      @Nullable String key,
      List<UUID> seats,
      @Nullable String hold,
      @Nullable UUID order,
      @Nullable Long total,
      @Nullable String state,
      @Nullable String outcome,
      @Nullable Integer status) {
    static final Told NOTHING = new Told(null, List.of(), null, null, null, null, null, null);

    static Told asking(String key, List<UUID> seats) {
      return new Told(key, seats, null, null, null, null, null, null);
    }

    static Told ordering(String key, String hold) {
      return new Told(key, List.of(), hold, null, null, null, null, null);
    }

    static Told paying(String key, UUID order) {
      return new Told(key, List.of(), null, order, null, null, null, null);
    }

    static Told of(UUID order, @Nullable String state) {
      return new Told(null, List.of(), null, order, null, state, "ok", 200);
    }

    static Told held(String hold, List<UUID> seats) {
      return new Told(null, seats, hold, null, PRICE * seats.size(), "ACTIVE", "ok", 201);
    }

    static Told ordered(UUID order, String state, List<UUID> seats) {
      return new Told(
          null,
          seats,
          null,
          order,
          PRICE * seats.size(),
          state,
          "ok",
          state.equals("PENDING") ? 202 : 201);
    }

    static Told refused(String code, int status) {
      return new Told(null, List.of(), null, null, null, null, code, status);
    }
  }

  /// An operation that begins and ends before the next.
  Scene does(UUID buyer, Kind kind, Told asked, Phase phase, Told heard) {
    operation++;
    event(Phase.INVOKE, kind, buyer, asked);
    event(phase, kind, buyer, heard);
    return this;
  }

  /// One that never ends.
  Scene begins(UUID buyer, Kind kind, Told asked) {
    operation++;
    event(Phase.INVOKE, kind, buyer, asked);
    return this;
  }

  private void event(Phase phase, Kind kind, UUID buyer, Told told) {
    events.add(
        new Event(
            operation,
            phase,
            clock += 1000,
            kind,
            buyer,
            told.key(),
            kind == Kind.HOLD ? HALL : null,
            told.seats(),
            told.hold(),
            told.order(),
            told.total(),
            told.state(),
            told.outcome(),
            told.status()));
  }

  /// Held, for sure.
  Scene holds(UUID buyer, String hold, int... numbers) {
    var wanted = seats(numbers);
    return does(
        buyer, Kind.HOLD, Told.asking("key of " + hold, wanted), Phase.OK, Told.held(hold, wanted));
  }

  Scene orders(UUID buyer, String key, String hold, Phase phase, Told heard) {
    return does(buyer, Kind.ORDER, Told.ordering(key, hold), phase, heard);
  }

  Scene reads(UUID buyer, UUID order, String state) {
    return does(buyer, Kind.READ_ORDER, Told.paying("", order), Phase.OK, Told.of(order, state));
  }

  /// The whole of a purchase that went well: what the buyer did, and what is in all books.
  UUID buys(UUID buyer, String hold, int... numbers) {
    var order = derived(buyer, "order " + hold);
    var had = seats(numbers);
    holds(buyer, hold, numbers);
    orders(buyer, "order " + hold, hold, Phase.OK, Told.ordered(order, "CONFIRMED", had));
    reads(buyer, order, "CONFIRMED");
    sold(buyer, order, numbers);
    return order;
  }

  /// What is in all books of an order that is paid.
  void sold(UUID buyer, UUID order, int... numbers) {
    var total = PRICE * numbers.length;
    confirmed(buyer, order, numbers);
    charged(order, "pi_" + order, total);
    payments.add(new Payment(order, 1, "pi_" + order, "PAID", total, 0));
  }

  /// What is in all books of an order that a partner settles by statement.
  UUID soldOnAccount(UUID partner, int... numbers) {
    var order = nextId();
    confirmed(partner, order, numbers);
    entry(order, HALL, "CHARGED", PRICE * numbers.length);
    return order;
  }

  void entry(UUID order, UUID performance, String kind, long amount) {
    entries.add(new AccountEntry(order, performance, kind, amount, "EUR", NOON.plusSeconds(2)));
  }

  private void confirmed(UUID buyer, UUID order, int... numbers) {
    var total = PRICE * numbers.length;
    orders.add(new Order(order, buyer, "CONFIRMED", total, "EUR"));
    transitions.add(new Transition(order, null, "PENDING", NOON));
    transitions.add(new Transition(order, "PENDING", "CONFIRMED", NOON.plusSeconds(2)));
    for (var number : numbers) {
      tickets.add(new Ticket(nextId(), place(number), order, "ISSUED", NOON.plusSeconds(2)));
      seats.add(new Seat(place(number), "BOOKED", order));
    }
  }

  void charged(UUID order, String intent, long amount) {
    booked("create", order, intent, amount);
    booked("charge", order, intent, amount);
  }

  void booked(String type, @Nullable UUID order, String intent, long amount) {
    ledger.add(
        new LedgerEntry(
            ledger.size() + 1L,
            NOON.plusSeconds(1),
            type,
            intent,
            amount,
            "eur",
            order == null ? null : order.toString()));
  }

  /// An order that went no further than its row.
  UUID over(UUID buyer, UUID order, String state, int seats) {
    orders.add(new Order(order, buyer, state, PRICE * seats, "EUR"));
    transitions.add(new Transition(order, null, "PENDING", NOON));
    if (!state.equals("PENDING")) {
      transitions.add(new Transition(order, "PENDING", state, NOON.plusSeconds(2)));
    }
    return order;
  }

  Finding finds(String code) {
    return all().stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no invariant " + code));
  }

  List<Finding> all() {
    var evidence = new Evidence(facts(), Operations.of(events), SALE);
    return Invariants.ALL.stream().map(invariant -> invariant.check(evidence)).toList();
  }

  private Facts facts() {
    var books =
        new Books(
            orders,
            tickets,
            seats,
            payments,
            refunds,
            entries,
            transitions,
            stocks,
            webhooks,
            unsent);
    var taken = (int) seats.stream().filter(Seat::isTaken).count();
    var offered = hall == null ? new Hall(10, 10 - taken, taken) : hall;
    return new Facts(books, ledger, offered, routes, missing);
  }
}
