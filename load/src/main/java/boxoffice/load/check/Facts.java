package boxoffice.load.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is so at the end, from whoever knows it independently of the clients.
///
/// @param ledger every booking of the provider, in its order
/// @param hall what the interface offers
/// @param routes the paths of the interface, as it documents them; empty where it does not
/// @param missing why a source was not read
record Facts(
    Books books,
    List<LedgerEntry> ledger,
    Hall hall,
    List<String> routes,
    Map<Source, String> missing) {

  Facts {
    ledger = List.copyOf(ledger);
    routes = List.copyOf(routes);
    missing = Map.copyOf(missing);
  }

  /// Where facts come from.
  enum Source {
    HISTORY,
    AUDIT_VIEWS,
    LEDGER,
    AVAILABILITY
  }

  /// The audit views at one moment.
  ///
  /// @param entries of the accounts of partners
  /// @param unsent rows of the outbox that are not published
  record Books(
      List<Order> orders,
      List<Ticket> tickets,
      List<Seat> seats,
      List<Payment> payments,
      List<Refund> refunds,
      List<AccountEntry> entries,
      List<Transition> transitions,
      List<Stock> stocks,
      List<Webhook> webhooks,
      long unsent) {

    static final Books NONE =
        new Books(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), 0);

    Books {
      orders = List.copyOf(orders);
      tickets = List.copyOf(tickets);
      seats = List.copyOf(seats);
      payments = List.copyOf(payments);
      refunds = List.copyOf(refunds);
      entries = List.copyOf(entries);
      transitions = List.copyOf(transitions);
      stocks = List.copyOf(stocks);
      webhooks = List.copyOf(webhooks);
    }
  }

  /// Row of `audit.order`.
  record Order(UUID id, UUID buyer, String state, long totalMinor, String currency) {
    boolean isConfirmed() {
      return state.equals("CONFIRMED");
    }

    @Override
    public String toString() {
      return "order " + id + " of buyer " + buyer + " " + state + " " + totalMinor + " " + currency;
    }
  }

  /// Row of `audit.ticket`.
  record Ticket(UUID id, Place place, UUID order, String state, Instant issuedAt) {
    boolean isValid() {
      return !state.equals("VOID");
    }

    @Override
    public String toString() {
      return "ticket "
          + id
          + " for "
          + place
          + " of order "
          + order
          + " "
          + state
          + " issued at "
          + issuedAt;
    }
  }

  /// Row of `audit.seat`.
  record Seat(Place place, String state, @Nullable UUID order) {
    boolean isTaken() {
      return !state.equals("FREE");
    }

    boolean isBooked() {
      return state.equals("BOOKED");
    }

    @Override
    public String toString() {
      return place + " " + state + " by order " + order;
    }
  }

  /// Row of `audit.payment`.
  ///
  /// @param providerRef the PaymentIntent
  record Payment(
      UUID order,
      int attempt,
      @Nullable String providerRef,
      String state,
      long paid,
      long refunded) {
    boolean isOpen() {
      return !state.equals("PAID") && !state.equals("DECLINED") && !state.equals("CANCELLED");
    }

    @Override
    public String toString() {
      return "payment "
          + attempt
          + " of order "
          + order
          + " by "
          + providerRef
          + " "
          + state
          + " paid "
          + paid
          + " refunded "
          + refunded;
    }
  }

  /// Row of `audit.refund`.
  ///
  /// @param providerRef the provider's refund
  record Refund(UUID order, @Nullable String providerRef, String state, long amount) {
    boolean isDone() {
      return state.equals("SUCCEEDED");
    }

    @Override
    public String toString() {
      return "refund " + providerRef + " of order " + order + " " + state + " " + amount;
    }
  }

  /// Row of `audit.account_entry`: what a partner owes for an order, or is credited.
  ///
  /// @param amount minor units, never below 0
  record AccountEntry(
      UUID order, UUID performance, String kind, long amount, String currency, Instant at) {
    boolean isCharge() {
      return kind.equals("CHARGED");
    }

    /// What it adds to what the partner owes.
    long net() {
      return isCharge() ? amount : -amount;
    }

    @Override
    public String toString() {
      return "entry "
          + kind
          + " "
          + amount
          + " "
          + currency
          + " for order "
          + order
          + " of performance "
          + performance
          + " at "
          + at;
    }
  }

  /// Row of `audit.stock`.
  record Stock(String sku, long total, long reserved, long sold) {
    @Override
    public String toString() {
      return "stock of " + sku + ": " + total + ", reserved " + reserved + ", sold " + sold;
    }
  }

  /// Row of `audit.webhook`.
  ///
  /// @param appliedAt null when it was put aside for a person to look at
  record Webhook(String event, Instant receivedAt, @Nullable Instant appliedAt) {
    @Override
    public String toString() {
      return "event " + event + " received at " + receivedAt + " applied at " + appliedAt;
    }
  }

  /// Row of `audit.order_transition`.
  record Transition(UUID order, @Nullable String from, String to, Instant at) {
    @Override
    public String toString() {
      return from + " -> " + to + " at " + at;
    }
  }

  /// What is offered of a performance.
  record Hall(int seatCount, int freeCount, int takenCount) {
    static final Hall NONE = new Hall(0, 0, 0);
  }
}
