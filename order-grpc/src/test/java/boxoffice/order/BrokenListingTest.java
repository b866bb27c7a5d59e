package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.Order;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Event;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import boxoffice.user.RunningUserGrpc.Person;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Asking the provider what happened goes on whatever it lists and whatever fails, and no webhook
/// tells anything (M11).
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class BrokenListingTest {
  private static final String[] SETTINGS = {
    "--boxoffice.order.webhook.look-interval=200ms", "--boxoffice.order.meter-interval=200ms"
  };
  private static final List<String> BY_HAND = List.of("PROVIDER SUCCEEDED 3000");
  private static final int LONG = 40 * 1024;
  private static final int TOO_LONG = 600 * 1024;

  /// In seconds: more than two looks that fail, and far more than the lag of those that do not.
  private static final int LATE = 4;

  private final Shop shop = new Shop(SETTINGS);
  private final Person buyer = shop.user.person("buyer");

  @AfterEach
  void heal() {
    shop.provider.faults().clear();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void takesInWhatComesBehindAnEventThatCannotBeTakenM11() throws StripeException, SQLException {
    var behind = buy();
    var locked = buy();
    failToList();
    giveBackByHand(behind);
    giveBackByHand(locked);

    try (var other =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(),
                MigratedPostgres.owner(),
                MigratedPostgres.ownerPassword());
        var lock =
            other.prepareStatement(
                "select 1 from orders.\"order\" where order_id = ?::uuid for update")) {
      other.setAutoCommit(false);
      lock.setString(1, locked.getOrderId());
      assertThat(lock.execute()).isTrue();
      heal();
      Eventually.is("taken in", () -> isTakenIn(behind));
      assertThat(isTakenIn(locked)).isFalse();
      other.rollback();
    }

    Eventually.is("taken in too", () -> isTakenIn(locked));
  }

  @Test
  void takesInWhatComesBehindMoreThanIsReadAtOnceM11() throws StripeException {
    var bought = buy();
    failToList();
    giveBackByHand(bought);
    for (var each = 0; each < 25; each++) {
      payOfOthers(LONG);
    }
    var tooLong = payOfOthers(TOO_LONG);
    payOfOthers(LONG);

    heal();

    Eventually.is("taken in", () -> isTakenIn(bought));
    var left = paidEvents();
    left.removeAll(Audit.ask("select event_id from audit.webhook"));
    assertThat(left).singleElement().isEqualTo(paidEvent(tooLong));
    assertThat(shop.order.leftOut()).isPositive();
  }

  @Test
  void tellsHowFarItLagsM11() {
    Eventually.is("up to date", () -> shop.order.lookLag() < LATE);

    failToList();
    Eventually.is("late", () -> shop.order.lookLag() > LATE);

    heal();
    Eventually.is("up to date again", () -> shop.order.lookLag() < LATE);
  }

  private void failToList() {
    shop.provider.faults().add(Fault.of(Operation.LIST_EVENTS, Effect.FAIL_BEFORE).always());
  }

  private Order buy() {
    return shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();
  }

  private void giveBackByHand(Order bought) throws StripeException {
    var _ = shop.giveBackByHand(bought, 3_000);
  }

  private static boolean isTakenIn(Order of) {
    return Audit.reasonedRefunds(of.getOrderId()).equals(BY_HAND);
  }

  private Set<String> paidEvents() {
    return shop.provider.webhooks().events().stream()
        .filter(event -> event.type().equals("payment_intent.succeeded"))
        .map(Event::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private String paidEvent(String intent) {
    return shop.provider.webhooks().events().stream()
        .filter(event -> event.type().equals("payment_intent.succeeded"))
        .filter(event -> event.object().contains(intent))
        .map(Event::id)
        .findFirst()
        .orElseThrow();
  }

  /// Somebody else sells with the same account, and writes much about it.
  ///
  /// @return the PaymentIntent
  private String payOfOthers(int length) throws StripeException {
    return shop.dashboard()
        .v1()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(1_000L)
                .setCurrency("eur")
                .addPaymentMethodType("card")
                .setPaymentMethod(Buying.VISA)
                .setConfirm(true)
                .putMetadata("note", "x".repeat(length))
                .build())
        .getId();
  }
}
