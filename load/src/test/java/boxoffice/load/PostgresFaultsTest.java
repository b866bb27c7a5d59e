package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.client.Reply;
import boxoffice.load.history.Event.Phase;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of the fault matrix that are about PostgreSQL, on the way of an order. Row P9 with a
/// frozen process is played by `KilledPurchaseTest`.
@Tag("faults")
@ExtendWith(SharedHurtSandbox.class)
class PostgresFaultsTest {
  /// Of what was taken up too late.
  private static final Set<String> OVER = Set.of("hold-expired", "order-state-conflict");

  private final HurtSandbox sandbox;
  private final HurtPostgres postgres;

  PostgresFaultsTest(HurtSandbox sandbox) {
    this.sandbox = sandbox;
    postgres = sandbox.postgres();
  }

  @ParameterizedTest
  @CsvSource({"P1, kill, restart", "P2, stop, continue"})
  void losesNoAcknowledgedOrderWhilePostgresIsAway(String row, String hurt, String heal) {
    try (var sale = sandbox.sale(row)) {
      var _ = Purchase.bought(sale);
      sale.await("its mail", () -> postgres.unsent() == 0);
      var held = holds(sale, 6);
      sandbox.process("postgres", hurt);
      var replies =
          held.stream().map(Purchase::begin).toList().stream().map(Purchase::end).toList();
      sandbox.process("postgres", heal);

      assertThat(replies)
          .extracting(Reply::outcome)
          .filteredOn(outcome -> !outcome.equals("hold-expired"))
          .isSubsetOf(JudgedSale.BUSY);
      held.forEach(purchase ->
          sale.await(
              "the same key to tell",
              () -> {
                var reply = purchase.order();
                return Purchase.isConfirmed(reply) || OVER.contains(reply.outcome());
              }));
      sale.judge(OVER);
    }
  }

  @Test
  void findsAnOrderThatWasStoredThoughTheAnswerWasLostP3() {
    try (var sale = sandbox.sale("P3-stored")) {
      var _ = Purchase.bought(sale);
      var purchase = Purchase.hold(sale);
      sandbox.link("order/postgres", "latency", "millis=200");
      var call = purchase.beginUntil(() -> isStored(purchase));
      breakOffAfter(sale, "a new order", () -> isStored(purchase));

      assertThat(Purchase.end(call).phase()).isNotEqualTo(Phase.FAIL);
      // whoever takes it up finds the hold over, with the constants of tests
      sale.await(
          "its end", () -> !Set.of("", "PENDING").contains(postgres.state(purchase.orderId())));
      var again = purchase.orderUntilDecided();
      assertThat(again.ok() || OVER.contains(again.outcome())).as(again.toString()).isTrue();
      sale.judge(OVER);
    }
  }

  @Test
  void findsAPaymentThatWasStoredThoughTheAnswerWasLostP3() {
    try (var sale = sandbox.sale("P3-paid")) {
      var purchase = Purchase.hold(sale);
      var provider = sandbox.provider();
      provider.fault(Operation.CONFIRM, Effect.HOLD_AFTER, purchase.orderId(), 1);
      var call = purchase.beginUntil(() -> isStored(purchase));
      sale.await("a payment", () -> provider.holds(purchase.orderId()));
      sandbox.link("order/postgres", "latency", "millis=200");
      provider.release(purchase.orderId());
      breakOffAfter(
          sale, "a paid order", () -> postgres.state(purchase.orderId()).equals("CONFIRMED"));

      assertThat(Purchase.end(call).phase()).isNotEqualTo(Phase.FAIL);
      purchase.orderUntilConfirmed();
      sale.judge(OVER);
    }
  }

  /// The connection is slow, so that it can be broken after a transaction was committed and before
  /// that is heard.
  private void breakOffAfter(JudgedSale sale, String what, BooleanSupplier committed) {
    sale.await(what, committed);
    sandbox.link("order/postgres", "reset");
    sandbox.heal(List.of("order/postgres"));
  }

  @Test
  void refusesWhileOthersHaveAllConnectionsP4() {
    try (var sale = sandbox.sale("P4")) {
      sandbox.link("order/postgres", "cut");
      var others = takeAllConnections();
      sandbox.heal(List.of("order/postgres"));
      try {
        var refused = Purchase.hold(sale);
        // a busy machine may be late with an answer; the same key tells
        sale.await("a refusal", () -> isRefused(refused.order()));
        assertThat(postgres.state(refused.orderId())).isEmpty();
        assertThat(sale.answered(refused::release).ok()).isTrue();
      } finally {
        others.forEach(HurtPostgres.Session::close);
      }

      sale.await("a purchase", () -> Purchase.isConfirmed(Purchase.hold(sale).order()));
      sale.judge(OVER);
    }
  }

  private List<HurtPostgres.Session> takeAllConnections() {
    var taken = new ArrayList<HurtPostgres.Session>();
    while (true) {
      try {
        taken.add(postgres.guest());
      } catch (IllegalStateException full) {
        assertThat(full).hasStackTraceContaining("reserved for");
        return taken;
      }
    }
  }

  /// Two of three changes of an order lose to another transaction, and of a reservation.
  @Test
  void repeatsWhatLostToAnotherTransactionP5() {
    try (var sale = sandbox.sale("P5");
        var owner = postgres.session()) {
      sandbox.provider().withholdWebhooks();
      for (var state : List.of("40001", "40P01", "55P03")) {
        lose(owner, "orders.\"order\"", "lose_order", state);
        lose(owner, "inventory.reservation", "lose_reservation", state);
        var purchase = Purchase.bought(sale);
        sale.await("the end of its work", () -> !postgres.isWorkedOn(purchase.orderId()));
        win(owner, "orders.\"order\"", "lose_order");
        win(owner, "inventory.reservation", "lose_reservation");
      }
      sale.judge(Set.of());
    }
  }

  private static void lose(HurtPostgres.Session owner, String table, String name, String state) {
    owner.run("create sequence public." + name);
    owner.run(
        """
        create function public.%1$s() returns trigger language plpgsql security definer as $$
        begin
          if nextval('public.%1$s') %% 3 <> 0 then
            raise exception 'as told' using errcode = '%2$s';
          end if;
          return new;
        end $$\
        """
            .formatted(name, state));
    owner.run(
        "create trigger %2$s before insert or update on %1$s for each row execute function public.%2$s()"
            .formatted(table, name));
  }

  private static void win(HurtPostgres.Session owner, String table, String name) {
    owner.run("drop trigger %s on %s".formatted(name, table));
    owner.run("drop function public." + name);
    owner.run("drop sequence public." + name);
  }

  @Test
  void sellsEachPairOnceHoweverItIsNamedP6() {
    try (var sale = sandbox.sale("P6")) {
      var seats = sale.stage().house().seats();
      var deadlocks = postgres.number("select sum(deadlocks) from pg_stat_database");
      var calls = new LinkedHashMap<Purchase, CompletableFuture<Reply>>();
      for (int i = 0; i + 1 < seats.size(); i += 4) {
        var one = seats.get(i).id();
        var other = seats.get(i + 1).id();
        var won =
            Stream.of(List.of(one, other), List.of(other, one))
                .map(pair -> CompletableFuture.supplyAsync(() -> Purchase.tryToHold(sale, pair)))
                .toList()
                .stream()
                .flatMap(hold -> hold.join().stream())
                .toList();
        assertThat(won).hasSize(1);
        calls.put(won.getFirst(), won.getFirst().begin());
      }
      calls.forEach((purchase, call) -> {
        var _ = Purchase.end(call);
        purchase.orderUntilConfirmed();
      });
      assertThat(postgres.number("select sum(deadlocks) from pg_stat_database"))
          .isEqualTo(deadlocks);
      sale.judge(OVER);
    }
  }

  @Test
  void waitsForALockThatSomebodyHoldsForLongAndHoldsUpNobodyElseP9() {
    try (var sale = sandbox.sale("P9")) {
      var waiting = Purchase.hold(sale);
      CompletableFuture<Reply> call;
      try (var _ = postgres.lockBuyer(sale.performanceId(), waiting.buyerId())) {
        call = waiting.beginUntil(() -> isStored(waiting));
        sale.await("it waits", () -> postgres.waiting("inventory") == 1);
        var _ = Purchase.bought(sale);
        assertThat(Purchase.end(call).phase()).isNotEqualTo(Phase.FAIL);
      }
      sale.await("the lock is gone", () -> postgres.state(waiting.orderId()).equals("CONFIRMED"));
      sale.judge(OVER);
    }
  }

  private boolean isStored(Purchase purchase) {
    return !postgres.state(purchase.orderId()).isEmpty();
  }

  private static boolean isRefused(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isIn(503, 504);
    return reply.status() == 503;
  }

  private static List<Purchase> holds(JudgedSale sale, int count) {
    return Stream.generate(() -> Purchase.hold(sale)).limit(count).toList();
  }
}
