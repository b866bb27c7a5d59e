package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.NOON;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Transition;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S10, S11 and S14 on runs told by hand.
class HistoryInvariantsTest {
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

  private Scene orders(UUID buyer, String key, String hold, String code, int status) {
    return scene.orders(buyer, key, hold, Phase.FAIL, Told.refused(code, status));
  }

  // S10

  @Test
  void anAcknowledgedOrderIsReadAgain() {
    scene.buys(ADA, "h1", 0);

    holds("S10", 1);
  }

  @Test
  void seesAnAcknowledgedOrderThatIsGone() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "PENDING", seats(0)));
    scene.does(
        ADA,
        Kind.READ_ORDER,
        Told.paying("", Scene.id(7)),
        Phase.FAIL,
        Told.refused("not-found", 404));

    violated("S10", "not in the books", "#2 ORDER");
    assertThat(scene.finds("S10").examples().getLast()).contains("refused to its buyer", "#3 READ");
  }

  @Test
  void seesAConfirmationThatWasTakenBack() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.reads(ADA, Scene.id(7), "EXPIRED");

    assertThat(scene.finds("S10").violations()).isEqualTo(2);
    violated("S10", "told to be confirmed is not");
    violated("S14", "was seen CONFIRMED by #2 and then EXPIRED by #3");
  }

  @Test
  void anOrderThatNobodyReadAgainIsNotPassed() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    scene.sold(ADA, Scene.id(7), 0);

    assertThat(scene.finds("S10").verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }

  // S11

  @Test
  void anUnknownOrderThatIsRepeatedHasOneResult() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.UNKNOWN, Told.NOTHING);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "PENDING", seats(0)));
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));

    holds("S11", 1);
  }

  @Test
  void seesTwoOrdersOfOneKey() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(8), "CONFIRMED", seats(0)));

    violated("S11", "two results", "#2 ORDER", "#3 ORDER");
  }

  @Test
  void theSameKeyOfAnotherBuyerIsAnotherOperation() {
    scene.holds(ADA, "h1", 0);
    scene.holds(BOB, "h2", 1);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    scene.orders(BOB, "k", "h2", Phase.OK, Told.ordered(Scene.id(8), "CONFIRMED", seats(1)));

    assertThat(scene.finds("S11").verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }

  @Test
  void seesAConfirmedOrderRefusedUnderItsOwnKey() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    orders(ADA, "k", "h1", "hold-expired", 409);

    violated("S11", "told otherwise", "#3 ORDER");
  }

  @Test
  void beingTurnedAwayForTheMomentIsNoResult() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    orders(ADA, "k", "h1", "rate-limited", 429);

    holds("S11", 1);
  }

  @Test
  void seesAHoldRefusedToItsOwnRepetition() {
    scene.holds(ADA, "h1", 0);
    scene.does(
        ADA,
        Kind.HOLD,
        Told.asking("key of h1", seats(0)),
        Phase.FAIL,
        Told.refused("seat-unavailable", 409));
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));

    violated("S11", "refused to its own repetition", "#1 HOLD", "#2 HOLD");
  }

  // S14

  @Test
  void ordersGoLegalWays() {
    scene.buys(ADA, "h1", 0);
    scene.over(BOB, Scene.id(7), "REJECTED", 1);

    holds("S14", 4);
  }

  @Test
  void seesAnIllegalWay() {
    scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.transitions.add(new Transition(Scene.id(7), "EXPIRED", "CONFIRMED", NOON));

    violated("S14", "illegal way", "EXPIRED -> CONFIRMED");
  }

  @Test
  void seesAGapAndAStateThatNothingLedTo() {
    var order = scene.buys(ADA, "h1", 0);
    scene.transitions.removeLast();
    violated("S14", order.toString(), "is CONFIRMED, its transitions end in PENDING");

    scene.transitions.clear();
    scene.transitions.add(new Transition(order, "PENDING", "CONFIRMED", NOON));
    violated("S14", "has a gap before PENDING -> CONFIRMED");
  }

  @Test
  void seesAConfirmedOrderWithoutAPaidAttempt() {
    var order = scene.buys(ADA, "h1", 0);
    scene.payments.set(0, new Payment(order, 1, "pi", "DECLINED", 0, 0));

    violated("S14", "confirmed with 0 paid");
  }
}
