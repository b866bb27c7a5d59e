package boxoffice.load.client;

import boxoffice.load.history.Event;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import boxoffice.load.history.History;
import boxoffice.load.measure.Meter;
import boxoffice.load.measure.Moments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What buyers do, each call written to the history before it is sent and when it has ended, and
/// timed from the moment it was due. Safe for use by many threads.
///
/// At most so many calls are under way at once; who comes then waits, and the wait counts.
public final class Shop {
  private final Rest rest;
  private final Holds holds;
  private final History history;
  private final Meter meter;
  private final Semaphore places;
  private final int atOnce;
  private final long began;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param atOnce calls under way at most
  /// @param began by [System#nanoTime()]; events are timed from it
  public Shop(Rest rest, Holds holds, Evidence evidence, int atOnce, long began) {
    this.rest = rest;
    this.holds = holds;
    this.history = evidence.history();
    this.meter = evidence.meter();
    this.atOnce = atOnce;
    this.places = new Semaphore(atOnce);
    this.began = began;
  }

  /// Where calls leave their traces.
  public record Evidence(History history, Meter meter) {}

  /// Calls under way.
  public int underWay() {
    return atOnce - places.availablePermits();
  }

  /// Calls that are due and not sent yet.
  public int waiting() {
    return waiting.get();
  }

  public Reply look(Buyer buyer, UUID performance, long due) {
    var asked = new Asked(Kind.LOOK, buyer, null, performance, List.of(), null, null);
    return call(
        asked, due, () -> rest.get("/v1/performances/" + performance + "/availability", buyer));
  }

  public Reply hold(Buyer buyer, String key, UUID performance, List<UUID> seats, long due) {
    var asked = new Asked(Kind.HOLD, buyer, key, performance, seats, null, null);
    return call(asked, due, () -> holds.place(buyer, key, performance, seats));
  }

  /// The best so many neighbours that are free; the history has the seats of the answer only.
  public Reply holdBest(Buyer buyer, String key, UUID performance, int count, long due) {
    var asked = new Asked(Kind.HOLD, buyer, key, performance, List.of(), null, null);
    return call(asked, due, () -> holds.placeBest(buyer, key, performance, count));
  }

  /// @param hold the hold's name
  public Reply release(Buyer buyer, String key, String hold, long due) {
    var asked = new Asked(Kind.RELEASE, buyer, key, null, List.of(), hold, null);
    return call(asked, due, () -> rest.delete("/v1/" + hold, buyer, key));
  }

  /// @param card the provider's name of the payment method
  public Reply order(Buyer buyer, String key, String hold, String card, long due) {
    var asked = new Asked(Kind.ORDER, buyer, key, null, List.of(), hold, null);
    var body = Map.of("holdName", hold, "paymentMethod", card);
    return call(asked, due, () -> rest.post("/v1/orders", body, buyer, key));
  }

  public Reply pay(Buyer buyer, String key, UUID order, String card, long due) {
    var asked = new Asked(Kind.PAY, buyer, key, null, List.of(), null, order);
    var body = Map.of("paymentMethod", card);
    return call(asked, due, () -> rest.post("/v1/orders/" + order + ":pay", body, buyer, key));
  }

  public Reply readOrder(Buyer buyer, UUID order, long due) {
    var asked = new Asked(Kind.READ_ORDER, buyer, null, null, List.of(), null, order);
    return call(asked, due, () -> rest.get("/v1/orders/" + order, buyer));
  }

  public Reply readTickets(Buyer buyer, UUID order, long due) {
    var asked = new Asked(Kind.READ_TICKETS, buyer, null, null, List.of(), null, order);
    return call(asked, due, () -> rest.get("/v1/orders/" + order + "/tickets", buyer));
  }

  /// Anything that is not written to the history, such as browsing.
  public Reply browse(String name, String path, Buyer buyer, long due) {
    return timed(name, due, () -> rest.get(path, buyer));
  }

  /// What a call asks for.
  private record Asked(
      Kind kind,
      Buyer buyer,
      @Nullable String key,
      @Nullable UUID performance,
      List<UUID> seats,
      @Nullable String hold,
      @Nullable UUID order) {}

  private Reply call(Asked asked, long due, Supplier<Reply> send) {
    var operation = history.nextOperation();
    return timed(
        asked.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        due,
        () -> {
          history.write(invoked(operation, asked));
          var reply = send.get();
          history.write(ended(operation, asked, reply));
          return reply;
        });
  }

  private Reply timed(String name, long due, Supplier<Reply> send) {
    waiting.incrementAndGet();
    places.acquireUninterruptibly();
    waiting.decrementAndGet();
    var sent = System.nanoTime();
    try {
      var reply = send.get();
      meter.record(name, reply.outcome(), new Moments(due, sent, System.nanoTime()));
      return reply;
    } finally {
      places.release();
    }
  }

  private long micros() {
    return (System.nanoTime() - began) / 1_000;
  }

  private Event invoked(long operation, Asked asked) {
    return new Event(
        operation,
        Phase.INVOKE,
        micros(),
        asked.kind(),
        asked.buyer().id(),
        asked.key(),
        asked.performance(),
        asked.seats(),
        asked.hold(),
        asked.order(),
        null,
        null,
        null,
        null);
  }

  private Event ended(long operation, Asked asked, Reply reply) {
    var body = reply.body();
    var total = body.path("total").path("amountMinor");
    return new Event(
        operation,
        reply.phase(),
        micros(),
        asked.kind(),
        asked.buyer().id(),
        asked.key(),
        asked.performance(),
        seats(body),
        asked.kind() == Kind.HOLD && reply.ok() ? body.path("name").asString() : asked.hold(),
        order(asked, body),
        total.isNumber() ? total.asLong() : null,
        body.path("state").asString(null),
        reply.outcome(),
        reply.status());
  }

  private static @Nullable UUID order(Asked asked, JsonNode body) {
    var id = body.path("orderId").asString(null);
    return id == null ? asked.order() : UUID.fromString(id);
  }

  /// A hold has them as `seats`, an order as `items`, tickets as `tickets`.
  private static List<UUID> seats(JsonNode body) {
    for (var name : List.of("seats", "items", "tickets")) {
      var list = body.path(name);
      if (list.isArray()) {
        return list.valueStream()
            .map(seat -> seat.path("seatId").asString(null))
            .filter(java.util.Objects::nonNull)
            .map(UUID::fromString)
            .toList();
      }
    }
    return List.of();
  }
}
