package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.HALL;
import static boxoffice.load.check.Scene.NOON;
import static boxoffice.load.check.Scene.PRICE;
import static boxoffice.load.check.Scene.place;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Refund;
import boxoffice.load.check.Facts.Source;
import boxoffice.load.check.Facts.Stock;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Facts.Webhook;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S4, S5, S6, S7, S8, S15 and S16 on runs told by hand.
class MoneyInvariantsTest {
  private final Scene scene = new Scene();

  private void violated(String code, String... says) {
    var finding = scene.finds(code);
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.VIOLATED);
    assertThat(finding.examples().getFirst()).contains(says);
  }

  private void holds(String code, long checked) {
    var finding = scene.finds(code);
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.HOLDS);
    assertThat(finding.checked()).isEqualTo(checked);
  }

  @Test
  void everythingHoldsOfARunThatWentWell() {
    scene.buys(ADA, "h1", 0, 1);
    scene.over(BOB, Scene.id(7), "EXPIRED", 1);
    scene.booked("create", Scene.id(7), "pi_7", PRICE);
    scene.booked("cancel", Scene.id(7), "pi_7", PRICE);
    scene.payments.add(new Payment(Scene.id(7), 1, "pi_7", "CANCELLED", 0, 0));

    holds("S4", 2);
    holds("S5", 1);
    holds("S6", 2);
    holds("S7", 3);
  }

  @Test
  void namesAnOrderThatWasChargedTwice() {
    var order = scene.buys(ADA, "h1", 0);
    scene.charged(order, "pi_other", PRICE);

    violated("S4", "was paid 2000", "worth 1000", "pi_other, which our books do not know", "#2");
    violated("S5", "was paid by 2 payments", "#2 ORDER");
  }

  @Test
  void namesAPaymentThatTookTheMoneyTwice() {
    var order = scene.buys(ADA, "h1", 0);
    scene.booked("charge", order, "pi_" + order, PRICE);
    scene.booked("refund", order, "pi_" + order, PRICE);

    violated("S5", "charged twice by one payment");
    violated("S4", "was paid 2000 at one time");
  }

  @Test
  void seesMoneyForAnOrderThatExpired() {
    scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.charged(Scene.id(7), "pi_7", PRICE);

    violated("S4", "was paid 1000, its valid tickets are worth 0");
  }

  @Test
  void seesMoneyForNoOrderAtAll() {
    scene.charged(Scene.id(7), "pi_7", PRICE);
    scene.booked("charge", null, "pi_8", PRICE);

    assertThat(scene.finds("S4").violations()).isEqualTo(2);
    violated("S4", "no order that there is", "pi_7");
  }

  @Test
  void seesThatOurBooksSayMoreThanTheProvider() {
    var order = scene.buys(ADA, "h1", 0);
    scene.payments.set(0, new Payment(order, 1, "pi_" + order, "PAID", 2 * PRICE, 0));

    violated("S4", "other amounts in our books");
  }

  @Test
  void seesATicketThatNobodyPaidFor() {
    scene.buys(ADA, "h1", 0);
    scene.ledger.clear();

    violated("S6", "no payment", "#2 ORDER");
    violated("S4", "was paid 0");
  }

  @Test
  void seesATicketThatWasIssuedBeforeItWasPaid() {
    var order = scene.buys(ADA, "h1", 0);
    scene.tickets.set(0, new Ticket(Scene.id(1), place(0), order, "ISSUED", NOON.minusSeconds(10)));

    violated("S6", "before the payment");
  }

  @Test
  void aFreeOrderNeedsNoPayment() {
    scene.orders.add(new Order(Scene.id(7), ADA, "CONFIRMED", 0, "EUR"));
    scene.tickets.add(new Ticket(Scene.id(1), place(0), Scene.id(7), "ISSUED", NOON));

    holds("S6", 1);
  }

  @Test
  void aPartnersOrderNeedsAnEntryOfItsAccount() {
    scene.soldOnAccount(ADA, 0, 1, 2, 3, 4);

    holds("S4", 1);
    holds("S6", 5);
    holds("S9", 1);
    holds("S14", 2);
  }

  @Test
  void whatAPartnerCancelsIsCreditedLessAFee() {
    var order = scene.soldOnAccount(ADA, 0, 1);
    scene.tickets.removeLast();
    scene.seats.removeLast();
    scene.entry(order, HALL, "CREDITED", PRICE - 100);
    holds("S4", 1);

    scene.entry(order, HALL, "CREDITED", PRICE);
    violated("S4", "has 100 on its account, its valid tickets are worth 1000");

    scene.entry(order, HALL, "CREDITED", PRICE);
    violated("S4", "has more credited to its account than charged: -900");
  }

  @Test
  void seesAnAccountThatHasWhatWasNeverConfirmed() {
    var order = scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.entry(order, HALL, "CHARGED", PRICE);
    violated("S4", "is EXPIRED, and on an account");

    scene.orders.clear();
    violated("S4", "an account has an order that is none");
  }

  @Test
  void seesAnAmountThatIsNotTheCatalogues() {
    scene.buys(ADA, "h1", 0, 1);
    var order = scene.orders.getFirst().id();
    scene.orders.set(0, new Order(order, ADA, "CONFIRMED", 1, "EUR"));

    violated("S7", "costs 2000 EUR", "order " + order, "#2 ORDER");
  }

  @Test
  void seesAnotherCurrencyAtTheProvider() {
    var order = scene.buys(ADA, "h1", 0);
    scene.ledger.set(0, new LedgerEntry(1, NOON, "create", "pi_x", PRICE, "usd", order.toString()));

    violated("S7", "ledger 1 create 1000 usd");
  }

  @Test
  void seesABuyerToldAnotherPrice() {
    scene.does(
        ADA,
        Kind.HOLD,
        Told.asking("k", seats(0)),
        Phase.OK,
        new Told(null, seats(0), "h", null, 1L, "ACTIVE", "ok", 201));

    violated("S7", "was told 1, the catalogue says 1000", "#1 HOLD");
  }

  @Test
  void whatDidNotHappenIsNotPassed() {
    scene.buys(ADA, "h1", 0);
    assertThat(scene.finds("S15").verdict()).isEqualTo(Verdict.NOT_YET);

    scene.routes.add("/v1/orders/{order}:cancel");

    assertThat(scene.finds("S8").verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(scene.finds("S15").verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(scene.finds("S16").verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }

  @Test
  void seesStockThatLeaksAndThatIsSoldTwice() {
    scene.stocks.add(new Stock("poster", 10, 0, 10));
    holds("S8", 1);

    scene.stocks.add(new Stock("shirt", 10, 1, 9));
    violated("S8", "still reserved", "shirt");

    scene.stocks.addFirst(new Stock("mug", 10, 1, 10));
    violated("S8", "more than there is", "mug");
  }

  @Test
  void seesEventsThatCameTwiceOrWerePutAside() {
    scene.webhooks.add(new Webhook("evt_1", NOON, NOON));
    holds("S16", 1);

    scene.webhooks.add(new Webhook("evt_1", NOON, NOON));
    violated("S16", "evt_1 was taken in 2 times");

    scene.webhooks.add(new Webhook("evt_2", NOON, null));
    violated("S16", "was put aside", "evt_2");
  }

  @Test
  void refundsOfTheItemsOfAnOrderAreRight() {
    var order = scene.buys(ADA, "h1", 0, 1);
    refunded(order, PRICE);
    refunded(order, PRICE);

    holds("S15", 1);
  }

  private void refunded(UUID order, long amount) {
    scene.booked("refund", order, "pi_" + order, amount);
    scene.refunds.add(new Refund(order, "re_1", "SUCCEEDED", amount));
  }

  @Test
  void seesARefundThatTheProviderHasTwice() {
    var order = scene.buys(ADA, "h1", 0);
    refunded(order, PRICE / 2);
    scene.booked("refund", order, "pi_" + order, PRICE / 2);

    violated("S15", "was given back [500, 500], our books say [500]", "#2 ORDER");
  }

  @Test
  void seesARefundThatTheProviderNeverMade() {
    var order = scene.buys(ADA, "h1", 0, 1);
    refunded(order, PRICE);
    scene.refunds.add(new Refund(order, "re_2", "SUCCEEDED", PRICE));

    violated("S15", "was given back [1000], our books say [1000, 1000]");
  }

  @Test
  void aRefundThatCameBackIsGivenBackAgain() {
    var order = scene.buys(ADA, "h1", 0);
    scene.booked("refund", order, "pi_" + order, PRICE);
    scene.booked("refund_returned", order, "pi_" + order, PRICE);
    scene.refunds.add(new Refund(order, "re_0", "FAILED", PRICE));
    refunded(order, PRICE);

    holds("S15", 1);
  }

  @Test
  void seesMoreGivenBackThanTaken() {
    var order = scene.buys(ADA, "h1", 0);
    scene.booked("refund", order, "pi_" + order, 3 * PRICE);

    violated("S15", "more was given back");
  }

  @Test
  void withoutTheLedgerNothingOfMoneyIsPassed() {
    scene.buys(ADA, "h1", 0);
    scene.missing.put(Source.LEDGER, "no provider with a ledger is given");

    for (var code : new String[] {"S4", "S5", "S6", "S7", "S15"}) {
      assertThat(scene.finds(code).verdict()).isEqualTo(Verdict.NOT_CHECKED);
      assertThat(scene.finds(code).examples())
          .containsExactly("no provider with a ledger is given");
    }
    holds("S1", 1);
  }

  @Test
  void whatWasComparedWithNothingWasNotChecked() {
    assertThat(scene.finds("S5").verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }
}
