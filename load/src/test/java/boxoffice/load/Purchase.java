package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.client.Shop;
import boxoffice.load.scenario.Sold;
import boxoffice.wire.DerivedId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// One buyer who orders what one hold has, with one key however often.
final class Purchase {
  static final String VISA = "pm_card_visa";
  static final String DECLINED = "pm_card_visa_chargeDeclined";
  static final String ASKS_ITS_OWNER = "pm_card_authenticationRequired";

  private static final int SEATS = 2;
  private static final int LONGER_THAN_ANY_CALL = 60;
  private static final int STILL_PAYING = 202;
  private static final int REFUSED = 503;
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final JudgedSale sale;
  private final Buyer buyer;
  private final Reply hold;
  private final String card;
  private final String key = JudgedSale.key();
  private final String cancelKey = JudgedSale.key();
  private final String releaseKey = JudgedSale.key();
  private final UUID orderId;

  private Purchase(JudgedSale sale, Buyer buyer, Reply hold, String card) {
    this.sale = sale;
    this.buyer = buyer;
    this.hold = hold;
    this.card = card;
    var caller = buyer.id().toString();
    var request = DerivedId.of("request", caller, "POST /v1/orders", key).toString();
    orderId = DerivedId.of("order", caller, request);
  }

  /// Holds the best two neighbours for somebody new, to be ordered within T_HOLD.
  static Purchase hold(JudgedSale sale) {
    return hold(sale, VISA);
  }

  static Purchase hold(JudgedSale sale, String card) {
    var performance = sale.performanceId();
    return hold(
        sale,
        card,
        buyer ->
            shop(sale).holdBest(buyer, JudgedSale.key(), performance, SEATS, System.nanoTime()));
  }

  /// Holds what another purchase had.
  static Purchase holdTheSeatsOf(Purchase other) {
    var seats =
        other
            .hold
            .body()
            .path("seats")
            .valueStream()
            .map(seat -> UUID.fromString(seat.path("seatId").asString()))
            .toList();
    return hold(other.sale, VISA, buyer -> holdSeats(other.sale, buyer, JudgedSale.key(), seats));
  }

  /// @return empty when somebody else was faster
  static Optional<Purchase> tryToHold(JudgedSale sale, List<UUID> seats) {
    var buyer = sale.nextBuyer();
    var key = JudgedSale.key();
    var reply = sale.answered(() -> holdSeats(sale, buyer, key, seats));
    return reply.ok() ? Optional.of(new Purchase(sale, buyer, reply, VISA)) : Optional.empty();
  }

  private static Reply holdSeats(JudgedSale sale, Buyer buyer, String key, List<UUID> seats) {
    return shop(sale).hold(buyer, key, sale.performanceId(), seats, System.nanoTime());
  }

  private static Purchase hold(JudgedSale sale, String card, Function<Buyer, Reply> call) {
    var buyer = sale.nextBuyer();
    var held = new AtomicReference<Reply>();
    sale.await(
        "a hold",
        () -> {
          held.set(call.apply(buyer));
          return held.get().ok();
        });
    return new Purchase(sale, buyer, held.get(), card);
  }

  private static Shop shop(JudgedSale sale) {
    return sale.stage().shop();
  }

  static Purchase bought(JudgedSale sale) {
    var purchase = hold(sale);
    purchase.orderUntilConfirmed();
    return purchase;
  }

  UUID orderId() {
    return orderId;
  }

  UUID buyerId() {
    return buyer.id();
  }

  Reply order() {
    var name = hold.body().path("name").asString();
    return toldOf(shop(sale).order(buyer, key, name, card, System.nanoTime()));
  }

  Reply read() {
    return shop(sale).readOrder(buyer, orderId, System.nanoTime());
  }

  /// In a thread of its own.
  CompletableFuture<Reply> begin() {
    return CompletableFuture.supplyAsync(this::order, THREADS);
  }

  /// The same, again for as long as it is refused and nothing is stored: a busy system took nothing
  /// in.
  CompletableFuture<Reply> beginUntil(BooleanSupplier stored) {
    return beginUntil(stored, this::order);
  }

  private static CompletableFuture<Reply> beginUntil(BooleanSupplier begun, Supplier<Reply> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          var reply = call.get();
          while (reply.status() == REFUSED && !begun.getAsBoolean()) {
            reply = call.get();
          }
          return reply;
        },
        THREADS);
  }

  /// With another card, for the first time.
  Reply pay(String otherCard) {
    var paymentKey = JudgedSale.key();
    return decided(
        () -> toldOf(shop(sale).pay(buyer, paymentKey, orderId, otherCard, System.nanoTime())));
  }

  Reply cancel() {
    var path = "/v1/orders/" + orderId + ":cancel";
    return sale.stage().rest().post(path, Map.of(), buyer, cancelKey);
  }

  void cancelUntilAnswered() {
    var reply = sale.answered(this::cancel);
    assertThat(reply.ok()).as(reply.toString()).isTrue();
  }

  /// Again for as long as it is refused and this has not begun.
  CompletableFuture<Reply> beginToCancelUntil(BooleanSupplier begun) {
    return beginUntil(begun, this::cancel);
  }

  /// When the hold ends, by what its buyer was told.
  Instant holdEnds() {
    return Instant.parse(hold.body().path("expireTime").asString());
  }

  /// Gives the seats back.
  Reply release() {
    var name = hold.body().path("name").asString();
    return shop(sale).release(buyer, releaseKey, name, System.nanoTime());
  }

  /// Waits for the answer of a call that was begun.
  static Reply end(CompletableFuture<Reply> call) {
    return call.orTimeout(LONGER_THAN_ANY_CALL, TimeUnit.SECONDS).join();
  }

  /// With the same key again, until it is known whether it is paid.
  Reply orderUntilDecided() {
    return decided(this::order);
  }

  private Reply decided(Supplier<Reply> call) {
    var last = new AtomicReference<Reply>();
    sale.await(
        () -> "a decision, not " + last.get(),
        () -> {
          last.set(sale.answered(call));
          return last.get().status() != STILL_PAYING;
        });
    return last.get();
  }

  /// Until it is confirmed, with the same key.
  void orderUntilConfirmed() {
    var last = new AtomicReference<Reply>();
    sale.await(
        () -> "an order that is confirmed, not " + last.get(),
        () -> {
          last.set(order());
          return isConfirmed(last.get());
        });
  }

  static boolean isConfirmed(Reply reply) {
    return reply.ok() && reply.body().path("state").asString("").equals("CONFIRMED");
  }

  /// What a buyer was told of is read again at the end.
  private Reply toldOf(Reply reply) {
    if (reply.ok()) {
      assertThat(reply.body().path("orderId").asString()).isEqualTo(orderId.toString());
      sale.stage().orders().add(new Sold(buyer, orderId));
    }
    return reply;
  }
}
