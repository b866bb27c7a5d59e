package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.client.Reply;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rows of the fault matrix that are about the provider, over real processes, two of which work
/// on orders. Rows M8, M9, M10, M13 and M14 are played where a webhook or an answer can be made by
/// hand: `WebhookTest`, `WebhookSystemTest`, `BrokenPurchaseTest`; M18 in `PaymentIntentsTest`.
@Tag("faults")
@ExtendWith(SharedHurtSandbox.class)
class ProviderFaultsTest {
  private static final String AWAY = "payment-unavailable";

  /// What may still become an order that is paid.
  private static final Set<String> OPEN =
      Stream.concat(Stream.of("ok"), JudgedSale.BUSY.stream()).collect(Collectors.toSet());

  private static final int ATTEMPTS = 5;

  /// More good calls than the window of a circuit breaker has, for each of two processes.
  private static final int WARM = 20;

  /// As many calls as the window of a circuit breaker has.
  private static final int UNCLEAR = 10;

  private final HurtSandbox sandbox;
  private final HurtProvider provider;
  private final HurtPostgres postgres;

  ProviderFaultsTest(HurtSandbox sandbox) {
    this.sandbox = sandbox;
    provider = sandbox.provider();
    postgres = sandbox.postgres();
  }

  /// The webhooks come when all is over, and change nothing.
  @Test
  void paysOnceHoweverTheProviderAnswersM1M3M4M7M11M12() {
    try (var sale = sandbox.sale("M1-M12")) {
      fillBreakers(sale);
      provider.withholdWebhooks();
      var calls = new LinkedHashMap<Purchase, CompletableFuture<Reply>>();
      for (var effect :
          List.of(Effect.HOLD_AFTER, Effect.FAIL_AFTER, Effect.DROP_AFTER, Effect.DROP_BEFORE)) {
        begin(sale, Operation.CONFIRM, effect, 1, calls);
      }
      for (var effect : List.of(Effect.KEY_IN_USE, Effect.RATE_LIMITED)) {
        begin(sale, Operation.CREATE, effect, 2, calls);
        begin(sale, Operation.CONFIRM, effect, 2, calls);
      }
      var slow = Purchase.hold(sale);
      provider.slow(slow.orderId(), "PT8S");
      calls.put(slow, slow.begin());
      // nobody else is held up
      var _ = Purchase.bought(sale);

      calls.forEach((purchase, call) -> {
        // a circuit breaker that has just closed refuses before anything is stored
        assertThat(Purchase.end(call).outcome()).isIn(OPEN);
        purchase.orderUntilConfirmed();
        assertPaidOnce(purchase);
      });
      provider.releaseWebhooks(7);
      sale.judge(Set.of(AWAY));
      calls.keySet().forEach(this::assertPaidOnce);
    }
  }

  private void begin(
      JudgedSale sale,
      Operation operation,
      Effect effect,
      int times,
      Map<Purchase, CompletableFuture<Reply>> calls) {
    var purchase = Purchase.hold(sale);
    provider.fault(operation, effect, purchase.orderId(), times);
    calls.put(purchase, purchase.begin());
  }

  private static void fillBreakers(JudgedSale sale) {
    var calls = new LinkedHashMap<Purchase, CompletableFuture<Reply>>();
    for (int i = 0; i < WARM; i++) {
      var purchase = Purchase.hold(sale);
      calls.put(purchase, purchase.begin());
    }
    calls.values().forEach(Purchase::end);
    calls.keySet().forEach(Purchase::orderUntilConfirmed);
  }

  private void assertPaidOnce(Purchase purchase) {
    assertThat(provider.ledger(purchase.orderId()))
        .filteredOn(type -> type == LedgerEntry.Type.CHARGE || type == LedgerEntry.Type.REFUND)
        .containsExactly(LedgerEntry.Type.CHARGE);
  }

  @Test
  void refusesBeforeAnythingIsStoredWhileTheProviderFailsM2() {
    sandbox.leaveOneOfEach();
    try (var sale = sandbox.sale("M2")) {
      for (var operation : List.of(Operation.CREATE, Operation.CONFIRM, Operation.READ)) {
        provider.fault(operation, Effect.FAIL_BEFORE);
      }
      var unclear = Stream.generate(() -> Purchase.hold(sale)).limit(UNCLEAR).toList();
      var calls = unclear.stream().map(Purchase::begin).toList();

      var refused = awaitRefusalBeforeStepOne(sale, new ArrayList<>());
      provider.heal();

      // its hold has not suffered
      refused.orderUntilConfirmed();
      assertThat(calls).extracting(call -> Purchase.end(call).outcome()).isSubsetOf(OPEN);
      unclear.forEach(purchase -> awaitState(sale, purchase, "CONFIRMED", "EXPIRED"));
      sale.judge(Set.of(AWAY));
    }
  }

  /// @param before gets those that were refused later on
  private Purchase awaitRefusalBeforeStepOne(JudgedSale sale, List<Purchase> before) {
    sale.await(
        "the breaker",
        () -> {
          var purchase = Purchase.hold(sale);
          before.add(purchase);
          var reply = purchase.order();
          return reply.outcome().equals(AWAY) && postgres.state(purchase.orderId()).isEmpty();
        });
    return before.removeLast();
  }

  @Test
  void goesOnWithTheSameKeyWhenNothingWasSentM5() {
    try (var sale = sandbox.sale("M5")) {
      var purchase = Purchase.hold(sale);
      sandbox.link("order/provider", "cut");

      sale.await("nothing can be sent", () -> isRefused(purchase) && isPending(purchase));

      assertThat(postgres.seats(purchase.orderId())).containsOnly("RESERVED");
      sandbox.heal(List.of("order/provider"));
      purchase.orderUntilConfirmed();
      sale.judge(Set.of(AWAY));
    }
  }

  /// Longer than an order may wait: what was refused and what was never sent ends, what is unclear
  /// is kept.
  @Test
  void keepsWhatIsUnclearWhileTheProviderIsAwayM6M17() {
    try (var sale = sandbox.sale("M6-M17")) {
      var declined = Purchase.hold(sale, Purchase.DECLINED);
      assertThat(declined.orderUntilDecided().status()).isEqualTo(402);
      var otherCard = Purchase.hold(sale, Purchase.DECLINED);
      assertThat(otherCard.orderUntilDecided().status()).isEqualTo(402);
      assertThat(Purchase.isConfirmed(otherCard.pay(Purchase.VISA))).isTrue();
      for (int attempts = 1; attempts < ATTEMPTS; attempts++) {
        assertThat(declined.pay(Purchase.DECLINED).status()).isEqualTo(402);
      }
      assertThat(declined.pay(Purchase.VISA).outcome()).isEqualTo("order-state-conflict");

      var unclear = Purchase.hold(sale);
      provider.fault(Operation.CONFIRM, Effect.HOLD_AFTER, unclear.orderId(), 1);
      var call = unclear.beginUntil(() -> provider.holds(unclear.orderId()));
      sale.await("it is charged", () -> provider.holds(unclear.orderId()));
      sandbox.link("order/provider", "cut");
      var notSent = new ArrayList<Purchase>();
      awaitRefusalBeforeStepOne(sale, notSent).release();
      notSent.forEach(purchase -> awaitState(sale, purchase, "EXPIRED"));
      awaitState(sale, declined, "EXPIRED");

      assertThat(Purchase.end(call).status()).isIn(202, 504);
      assertThat(postgres.state(unclear.orderId())).isEqualTo("PENDING");
      assertThat(postgres.seats(unclear.orderId())).containsOnly("RESERVED");
      sandbox.heal(List.of("order/provider"));
      awaitState(sale, unclear, "CONFIRMED");
      assertPaidOnce(unclear);
      sale.judge(Set.of(AWAY, "order-state-conflict"));
    }
  }

  /// The provider says that it canceled, and did not; the seats are sold again; then it takes the
  /// money, and tells so late or never.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesBackWhatIsPaidForAClosedOrderM11M12M15(boolean told) {
    try (var sale = sandbox.sale("M15")) {
      provider.withholdWebhooks();
      var first = Purchase.hold(sale, Purchase.ASKS_ITS_OWNER);
      sale.await("its owner is asked", () -> first.order().status() == 202);
      provider.fault(Operation.CANCEL, Effect.LIE_CANCELED, first.orderId(), 1);
      first.cancelUntilAnswered();
      awaitState(sale, first, "CANCELLED");
      sale.await("free seats", () -> postgres.seats(first.orderId()).isEmpty());
      var second = Purchase.holdTheSeatsOf(first);
      second.orderUntilConfirmed();

      provider.pay(first.orderId());
      if (told) {
        provider.releaseWebhooks(7);
      }

      sale.await(
          "the refund",
          () -> provider.ledger(first.orderId()).getLast() == LedgerEntry.Type.REFUND);
      assertThat(postgres.state(first.orderId())).isEqualTo("CANCELLED");
      sale.await(
          "booked", () -> postgres.seats(second.orderId()).equals(List.of("BOOKED", "BOOKED")));
      sale.judge(Set.of());
    }
  }

  @Test
  void givesBackOnceWhateverBecomesOfTheCallM16() {
    try (var sale = sandbox.sale("M16")) {
      fillBreakers(sale);
      var purchases = new ArrayList<Purchase>();
      for (var effect :
          List.of(
              Effect.FAIL_BEFORE,
              Effect.FAIL_AFTER,
              Effect.DROP_BEFORE,
              Effect.DROP_AFTER,
              Effect.RATE_LIMITED)) {
        var purchase = Purchase.bought(sale);
        provider.fault(Operation.REFUND, effect, purchase.orderId(), 1);
        purchase.cancelUntilAnswered();
        purchases.add(purchase);
      }

      purchases.forEach(purchase ->
          sale.await(
              "a refund",
              () -> provider.ledger(purchase.orderId()).getLast() == LedgerEntry.Type.REFUND));
      sale.judge(Set.of(AWAY)); // circuit breakers that were just closed
      purchases.forEach(purchase ->
          assertThat(provider.ledger(purchase.orderId()))
              .containsExactly(
                  LedgerEntry.Type.CREATE, LedgerEntry.Type.CHARGE, LedgerEntry.Type.REFUND));
    }
  }

  private static boolean isRefused(Purchase purchase) {
    var reply = purchase.order();
    return reply.status() == 503 && reply.outcome().equals(AWAY);
  }

  private boolean isPending(Purchase purchase) {
    return postgres.state(purchase.orderId()).equals("PENDING");
  }

  private void awaitState(JudgedSale sale, Purchase purchase, String... states) {
    sale.await(
        "an order that is " + String.join(" or ", states),
        () -> List.of(states).contains(postgres.state(purchase.orderId())));
  }
}
