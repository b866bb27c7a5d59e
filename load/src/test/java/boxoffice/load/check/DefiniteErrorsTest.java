package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.PRICE;
import static boxoffice.load.check.Scene.derived;
import static boxoffice.load.check.Scene.place;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S20 on runs told by hand: what a refusal may not leave behind, and what explains it.
class DefiniteErrorsTest {
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

  @Test
  void refusalsWithoutEffectAreDefinite() {
    scene.buys(ADA, "h1", 0);
    scene.does(
        BOB,
        Kind.HOLD,
        Told.asking("k", seats(0)),
        Phase.FAIL,
        Told.refused("seat-unavailable", 409));

    holds("S20", 1);
  }

  @Test
  void seesASeatWhoseHoldWasRefused() {
    scene.does(
        BOB,
        Kind.HOLD,
        Told.asking("k", seats(0)),
        Phase.FAIL,
        Told.refused("seat-unavailable", 409));
    scene.sold(BOB, Scene.id(7), 0);

    violated("S20", "whose hold was refused", "#1 HOLD by buyer " + BOB);
  }

  @Test
  void anotherHoldOfTheBuyerExplainsTheSeat() {
    scene.does(
        BOB,
        Kind.HOLD,
        Told.asking("k", seats(0)),
        Phase.FAIL,
        Told.refused("seat-unavailable", 409));
    scene.begins(BOB, Kind.HOLD, Told.asking("k2", seats(0, 1)));
    scene.seats.add(new Seat(place(0), "RESERVED", scene.over(BOB, Scene.id(7), "PENDING", 1)));

    holds("S20", 1);
  }

  @Test
  void seesAnOrderThatWasRefusedAndBought() {
    scene.holds(ADA, "h1", 0);
    orders(ADA, "k", "h1", "payment-unavailable", 503);
    scene.sold(ADA, derived(ADA, "k"), 0);

    violated("S20", "every request was refused", "#2 ORDER", "payment-unavailable");
  }

  @Test
  void knowsARefusedOrderByTheSeatsOfItsHoldToo() {
    scene.holds(ADA, "h1", 0);
    orders(ADA, "k", "h1", "hold-expired", 409);
    scene.sold(ADA, Scene.id(7), 0);

    violated("S20", "every request was refused", "#2 ORDER", "hold-expired");
  }

  @Test
  void seesMoneyTakenByADecline() {
    scene.holds(ADA, "h1", 0);
    scene.orders(
        ADA,
        "k",
        "h1",
        Phase.FAIL,
        new Told(null, seats(), null, Scene.id(7), null, "PENDING", "payment-declined", 402));
    scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.charged(Scene.id(7), "pi_7", PRICE);

    violated("S20", "every request was refused", "payment-declined");
  }

  @Test
  void payingAgainExplainsAnOrderThatWasDeclined() {
    scene.holds(ADA, "h1", 0);
    scene.orders(
        ADA,
        "k",
        "h1",
        Phase.FAIL,
        new Told(null, seats(), null, Scene.id(7), null, "PENDING", "payment-declined", 402));
    scene.does(ADA, Kind.PAY, Told.paying("k2", Scene.id(7)), Phase.UNKNOWN, Told.NOTHING);
    scene.sold(ADA, Scene.id(7), 0);

    holds("S20", 1);
  }

  @Test
  void anUnknownOrderMayBeThereOrNot() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.UNKNOWN, Told.NOTHING);
    orders(ADA, "k2", "h1", "order-state-conflict", 409);
    holds("S20", 1);

    scene.sold(ADA, derived(ADA, "k"), 0);
    holds("S20", 1);
    holds("S2", 1);
  }

  @Test
  void seesARowOfARequestThatWasTurnedAwayAtTheDoor() {
    scene.holds(ADA, "h1", 0);
    orders(ADA, "k", "h1", "rate-limited", 429);
    scene.over(ADA, derived(ADA, "k"), "EXPIRED", 1);

    violated("S20", "refused unseen", "#2 ORDER");
  }

  @Test
  void isNotSureOfRefusalsWhenItsIdsAreNotTheSystems() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    orders(ADA, "k2", "h1", "order-state-conflict", 409);
    scene.sold(ADA, Scene.id(7), 0);

    assertThat(scene.finds("S20").verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(scene.finds("S20").examples().getFirst()).contains("do not follow from their keys");
  }
}
