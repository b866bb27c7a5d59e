package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.client.Reply;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The rows of the fault matrix that kill or freeze whoever works on a purchase, between every two
/// of its steps. Purchases are stopped at their points by what holds an answer, a request or a
/// lock; then their process is killed, as many rows at once as one kill can serve, and whoever is
/// left ends them.
@Tag("faults")
@ExtendWith(SharedHurtSandbox.class)
class KilledPurchaseTest {
  /// What a buyer may hear whose process dies.
  private static final Set<String> LEFT_OPEN = Set.of("hold-expired", "order-state-conflict");

  private static final int MANY = 9;
  private static final int TRIES = 3;
  private static final Set<String> CONFIRMED = Set.of("CONFIRMED");
  private static final Set<String> CANCELLED = Set.of("CANCELLED");

  /// Whoever takes the order up may be too late to begin with what costs money.
  private static final Set<String> CONFIRMED_OR_NOT_PAID = Set.of("CONFIRMED", "EXPIRED");

  private static final Set<String> NOT_PAID = Set.of("EXPIRED");

  private final HurtSandbox sandbox;
  private final HurtProvider provider;
  private final HurtPostgres postgres;

  KilledPurchaseTest(HurtSandbox sandbox) {
    this.sandbox = sandbox;
    provider = sandbox.provider();
    postgres = sandbox.postgres();
  }

  @BeforeEach
  void leaveOneOfEach() {
    sandbox.leaveOneOfEach();
  }

  /// A purchase that was stopped, what is on its way, and how it may end.
  private record Stopped(
      String row, Purchase purchase, CompletableFuture<Reply> call, Set<String> ends) {
    UUID orderId() {
      return purchase.orderId();
    }
  }

  @Test
  void endsWhatTheProviderHasNotAnsweredK6K7K8K14() {
    try (var sale = sandbox.sale("K6-K14")) {
      var stopped = new ArrayList<Stopped>();
      var paid = List.of(Purchase.bought(sale), Purchase.bought(sale));
      sale.await("their mails", () -> postgres.unsent() == 0);
      var waiting = Purchase.hold(sale, Purchase.ASKS_ITS_OWNER);
      sale.await("its owner is asked", () -> waiting.order().status() == 202);
      var late = confirming("K7 late", Purchase.hold(sale), Effect.HOLD_BEFORE, CANCELLED);
      stopped.add(late);
      holdAllConfirmations(late.purchase());
      for (var effect : List.of(Effect.HOLD_BEFORE, Effect.HOLD_AFTER)) {
        stopped.add(atProvider(sale, "K6", Operation.CREATE, effect, CONFIRMED_OR_NOT_PAID));
        stopped.add(
            atProvider(
                sale,
                "K8",
                Operation.CONFIRM,
                effect,
                effect == Effect.HOLD_AFTER ? CONFIRMED : CONFIRMED_OR_NOT_PAID));
      }
      stopped.add(cancelling("K7", waiting, Operation.CANCEL, Effect.HOLD_AFTER));
      stopped.add(cancelling("K14", paid.get(0), Operation.REFUND, Effect.HOLD_BEFORE));
      stopped.add(cancelling("K14", paid.get(1), Operation.REFUND, Effect.HOLD_AFTER));
      stopped.forEach(each -> sale.await(each.row(), () -> provider.holds(each.orderId())));

      sandbox.process("order-1", "kill");
      sandbox.letAllWork();
      var closing = cancelSoon(sale, late.purchase());
      stopped.stream().filter(each -> !each.equals(late)).forEach(each -> release(each.orderId()));
      sandbox.process("order-1", "restart");
      awaitEnds(sale, stopped);

      // what the dead process had sent comes when the order is closed
      release(late.orderId());
      var _ = Purchase.end(closing);
      late.purchase().cancelUntilAnswered();
      assertThat(provider.ledger(late.orderId()))
          .containsExactly(LedgerEntry.Type.CREATE, LedgerEntry.Type.CANCEL);
      paid.forEach(each ->
          sale.await(
              "one refund",
              () -> provider.ledger(each.orderId()).contains(LedgerEntry.Type.REFUND)));
      sale.judge(LEFT_OPEN);
    }
  }

  /// Before anybody takes it up to pay for it.
  private static CompletableFuture<Reply> cancelSoon(JudgedSale sale, Purchase purchase) {
    sale.await("an order process", () -> purchase.read().ok());
    return purchase.beginToCancelUntil(() -> false);
  }

  /// The requests of steps 2 and 6 wait in the network, the answer of step 7 and the mail too.
  @Test
  void endsWhatWasNotSentOnK4K10K12K13() {
    try (var sale = sandbox.sale("K4-K13")) {
      var notMailed = afterCharge(sale, "K13");
      var notBooked = afterCharge(sale, "K10");
      var notAnswered = afterCharge(sale, "K12");
      sandbox.link("order/smtp", "silence", "direction=BOTH");
      var notReserved =
          beforeReserving(sale, Purchase.hold(sale), "order/inventory-1", CONFIRMED_OR_NOT_PAID);
      var stopped = List.of(notMailed, notBooked, notAnswered);
      release(notMailed.orderId());
      var _ = Purchase.end(notMailed.call());
      notMailed.purchase().orderUntilConfirmed();
      sandbox.link("edge/order-1", "silence", "direction=TO_CLIENT");
      stopped.forEach(each -> release(each.orderId()));
      stopped.forEach(each -> awaitState(sale, each, CONFIRMED));

      sandbox.process("order-1", "kill");
      provider.heal();
      assertThat(postgres.seats(notReserved.orderId())).isEmpty();
      assertThat(postgres.seats(notBooked.orderId())).containsOnly("RESERVED");
      sandbox.link("order/inventory-1", "reset");
      sandbox.link("order/smtp", "reset");
      sandbox.link("edge/order-1", "reset");
      sandbox.heal(List.of("order/inventory-1", "order/smtp", "edge/order-1"));
      sandbox.letAllWork();
      sandbox.process("order-1", "restart");

      awaitEnds(sale, List.of(notReserved, notMailed, notBooked, notAnswered));
      // the edge asks another instance where there is time, which answers with the same order
      var heard = Purchase.end(notAnswered.call());
      assertThat(heard.ok()).isEqualTo(Purchase.isConfirmed(heard));
      stopped.forEach(
          each -> sale.await("booked", () -> areAll("BOOKED", postgres.seats(each.orderId()))));
      sale.judge(LEFT_OPEN);
      assertThat(sandbox.mails(notMailed.orderId())).isEqualTo(1);
    }
  }

  /// Inside a transaction a process is stopped by a lock that it waits for; the inventory that
  /// reserves and books is killed together with the order.
  @Test
  void endsWhatATransactionWasBrokenOffOfK5K9K11() {
    try (var sale = sandbox.sale("K5-K11")) {
      var told = afterCharge(sale, "K11");
      var confirming = afterCharge(sale, "K9 before");
      var issuing = afterCharge(sale, "K9 inside");
      var pinned = Purchase.hold(sale);
      var reserved = Purchase.hold(sale);
      var stopped = new ArrayList<>(List.of(told, confirming, issuing));
      try (var _ = postgres.lockBuyer(sale.performanceId(), pinned.buyerId());
          var commits = postgres.lockBuyer(sale.performanceId(), reserved.buyerId())) {
        stopped.add(new Stopped("K5 pinned", pinned, begin(pinned), CONFIRMED_OR_NOT_PAID));
        stopped.add(new Stopped("K5 reserved", reserved, begin(reserved), CONFIRMED_OR_NOT_PAID));
        sale.await("both pinned", () -> postgres.waiting("inventory") == 2);
        sandbox.link("inventory/redis", "silence", "direction=TO_TARGET");
        commits.undo();
        release(told.orderId());
        sale.await("K5", () -> areAll("RESERVED", postgres.seats(reserved.orderId())));
        sale.await("K11", () -> areAll("BOOKED", postgres.seats(told.orderId())));
        killInStepFive(sale, confirming, issuing);
      }
      sandbox.link("inventory/redis", "reset");
      sandbox.heal(List.of("inventory/redis"));
      sandbox.letAllWork();
      sandbox.restart("order-1", "inventory-1");

      awaitEnds(sale, stopped);
      sale.judge(LEFT_OPEN);
    }
  }

  private void killInStepFive(JudgedSale sale, Stopped confirming, Stopped issuing) {
    try (var _ = postgres.lockOrder(confirming.orderId());
        var _ = postgres.lockTickets()) {
      release(confirming.orderId());
      release(issuing.orderId());
      sale.await("K9", () -> postgres.waiting("order") == 2);
      sandbox.process("order-1", "kill");
      sandbox.process("inventory-1", "kill");
      provider.heal();
    }
  }

  /// The inventory is frozen in step 2 for longer than an order may wait, all orders later on, for
  /// as long, before steps 2, 3 and 4. What was sent before they froze arrives while they are.
  @Test
  void fencesWhoWasFrozenForLongerThanAnOrderMayWaitK17P9() {
    try (var sale = sandbox.sale("K17")) {
      var inTwo = Purchase.hold(sale);
      Stopped overtaken;
      try (var _ = postgres.lockBuyer(sale.performanceId(), inTwo.buyerId())) {
        overtaken = new Stopped("K17 in 2", inTwo, begin(inTwo), CONFIRMED);
        sale.await("it waits", () -> postgres.waiting("inventory") == 1);
        sandbox.process("inventory-1", "stop");
      }
      // the transaction of the frozen one has locks until PostgreSQL ends it
      sandbox.link("order/inventory-1", "cut");
      sandbox.link("edge/inventory-1", "cut");
      sandbox.letAllWork();
      awaitEnds(sale, List.of(overtaken));

      var stopped = freezeOrders(sale);
      sandbox.process("inventory-1", "continue");
      sandbox.heal(List.of("order/inventory-1", "edge/inventory-1"));
      awaitEnds(sale, stopped);
      stopped.forEach(each -> release(each.orderId()));
      stopped.forEach(each ->
          assertThat(provider.ledger(each.orderId()))
              .as(each.row())
              .doesNotContain(LedgerEntry.Type.CHARGE));
      sale.judge(LEFT_OPEN);
    }
  }

  private List<Stopped> freezeOrders(JudgedSale sale) {
    sandbox.link("edge/order-2", "cut");
    var four = Purchase.hold(sale);
    var three = Purchase.hold(sale);
    var beforeFour = confirming("K17 before 4", four, Effect.HOLD_BEFORE, NOT_PAID);
    holdAllConfirmations(four);
    provider.fault(Operation.CREATE, Effect.HOLD_AFTER, three.orderId(), TRIES);
    var inThree = new Stopped("K17 at 3", three, begin(three), NOT_PAID);
    List.of(beforeFour, inThree)
        .forEach(each -> sale.await(each.row(), () -> provider.holds(each.orderId())));
    var beforeTwo = beforeReserving(sale, Purchase.hold(sale), "order/inventory-2", NOT_PAID);
    sandbox.process("order-1", "stop");
    sandbox.process("order-2", "stop");
    release(inThree.orderId());
    var end = postgres.now().plusSeconds(sandbox.constants().paySeconds());
    sale.await("T_PAY", () -> postgres.now().isAfter(end));
    sandbox.heal(List.of("order/inventory-2"));
    sandbox.process("order-1", "continue");
    sandbox.process("order-2", "continue");
    return List.of(beforeFour, inThree, beforeTwo);
  }

  private Stopped confirming(String row, Purchase purchase, Effect effect, Set<String> ends) {
    return stopped(row + " " + effect, purchase, Operation.CONFIRM, effect, this::begin, ends);
  }

  /// Whoever tries again waits as well.
  private void holdAllConfirmations(Purchase purchase) {
    provider.fault(Operation.CONFIRM, Effect.HOLD_BEFORE, purchase.orderId(), MANY);
  }

  private Stopped atProvider(
      JudgedSale sale, String row, Operation operation, Effect effect, Set<String> ends) {
    var purchase = Purchase.hold(sale);
    return stopped(row + " " + effect, purchase, operation, effect, this::begin, ends);
  }

  private Stopped cancelling(String row, Purchase purchase, Operation operation, Effect effect) {
    return stopped(
        row + " " + effect,
        purchase,
        operation,
        effect,
        each -> each.beginToCancelUntil(() -> provider.holds(each.orderId())),
        CANCELLED);
  }

  private Stopped stopped(
      String row,
      Purchase purchase,
      Operation operation,
      Effect effect,
      Function<Purchase, CompletableFuture<Reply>> act,
      Set<String> ends) {
    provider.fault(operation, effect, purchase.orderId(), 1);
    return new Stopped(row, purchase, act.apply(purchase), ends);
  }

  private CompletableFuture<Reply> begin(Purchase purchase) {
    return purchase.beginUntil(() -> isStored(purchase));
  }

  private boolean isStored(Purchase purchase) {
    return !postgres.state(purchase.orderId()).isEmpty();
  }

  /// Paid at the provider, whose answer waits, and that of whoever asks whether it is paid.
  private Stopped afterCharge(JudgedSale sale, String row) {
    var purchase = Purchase.hold(sale);
    provider.fault(Operation.READ, Effect.HOLD_BEFORE, purchase.orderId(), MANY);
    var stopped = confirming(row, purchase, Effect.HOLD_AFTER, CONFIRMED);
    sale.await(row, () -> provider.holds(stopped.orderId()));
    return stopped;
  }

  /// The connection is slow, so that it can be silenced after the hold was read and the order was
  /// stored, and before the next request is through.
  private Stopped beforeReserving(
      JudgedSale sale, Purchase purchase, String link, Set<String> ends) {
    sandbox.link(link, "latency", "millis=200");
    var call = begin(purchase);
    sale.await("stored", () -> isStored(purchase));
    sandbox.link(link, "silence", "direction=TO_TARGET");
    return new Stopped("before 2", purchase, call, ends);
  }

  private void release(UUID order) {
    provider.release(order);
  }

  /// Waits until each has ended as it may. The same key then finds the same order.
  private void awaitEnds(JudgedSale sale, List<Stopped> stopped) {
    stopped.forEach(each -> awaitState(sale, each, each.ends()));
    for (var each : stopped) {
      sale.say(
          each.row()
              + ": "
              + Purchase.end(each.call()).outcome()
              + ", "
              + postgres.state(each.orderId()));
      assertThat(Purchase.end(each.call()).phase().name()).as(each.row()).isNotEqualTo("FAIL");
      var again = each.purchase().orderUntilDecided();
      assertThat(again.ok() || again.status() == 409).as(again.toString()).isTrue();
    }
  }

  private void awaitState(JudgedSale sale, Stopped stopped, Set<String> states) {
    sale.await(
        stopped.row() + " to be " + states,
        () -> states.contains(postgres.state(stopped.orderId())));
  }

  private static boolean areAll(String state, List<String> seats) {
    return !seats.isEmpty() && seats.stream().allMatch(state::equals);
  }
}
