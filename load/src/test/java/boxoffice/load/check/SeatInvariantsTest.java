package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.NOON;
import static boxoffice.load.check.Scene.place;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import org.junit.jupiter.api.Test;

/// S1, S2, S3, S9, L1 and L5 on runs told by hand.
class SeatInvariantsTest {
  private final Scene scene = new Scene();

  private void violated(String code, String... says) {
    var finding = scene.finds(code);
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.VIOLATED);
    assertThat(finding.violations()).isPositive();
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
    scene.buys(BOB, "h2", 2);

    assertThat(scene.all()).filteredOn(finding -> finding.verdict() == Verdict.VIOLATED).isEmpty();
    holds("S1", 3);
    holds("S2", 2);
    holds("S3", 4);
    holds("S9", 2);
    holds("L1", 10);
    holds("L5", 10);
  }

  @Test
  void namesBothOrdersOfASeatWithTwoTickets() {
    scene.buys(ADA, "h1", 0);
    var other = scene.buys(BOB, "h2", 1);
    scene.tickets.add(new Ticket(Scene.id(1), place(0), other, "ISSUED", NOON));

    violated("S1", "2 valid tickets", "#1 HOLD by buyer " + ADA, "#4 HOLD by buyer " + BOB);
    violated("S2", other.toString());
  }

  @Test
  void aVoidTicketLetsTheSeatBeSoldAgain() {
    scene.buys(ADA, "h1", 0);
    scene.tickets.add(new Ticket(Scene.id(1), place(0), Scene.id(2), "VOID", NOON));

    holds("S1", 1);
  }

  @Test
  void seesASeatConfirmedTwiceInTheAnswersAlone() {
    scene.buys(ADA, "h1", 0);
    scene.holds(BOB, "h2", 0);
    scene.orders(BOB, "k", "h2", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));

    violated("S1", "confirmed to two orders", "#2 ORDER", "#5 ORDER");
  }

  @Test
  void seesAConfirmedOrderWithoutATicket() {
    scene.buys(ADA, "h1", 0, 1);
    scene.tickets.removeLast();

    violated("S2", "tickets for 1 seats and 2 booked", "#1 HOLD");
    violated("S3", "over 2 seats has 2 seats and 1 tickets");
  }

  @Test
  void seesSeatsThatWereNotAskedFor() {
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(0)));
    scene.sold(ADA, Scene.id(7), 5);

    violated("S2", "differ from them", "#1 HOLD");
  }

  @Test
  void anOrderMayHaveWhatAnyAnswerOfItsHoldGave() {
    scene.holds(ADA, "h1", 0);
    scene.holds(ADA, "h1", 5);
    scene.orders(ADA, "k", "h1", Phase.OK, Told.ordered(Scene.id(7), "CONFIRMED", seats(5)));
    scene.sold(ADA, Scene.id(7), 5);

    holds("S2", 1);
  }

  @Test
  void seesASeatThatStaysReservedForAConfirmedOrder() {
    var order = scene.buys(ADA, "h1", 0);
    scene.seats.set(0, new Seat(place(0), "RESERVED", order));

    violated("S2", "booked seats");
    violated("L1", "reserved by orders that are over");
  }

  @Test
  void seesATicketOfAnOrderThatIsNotConfirmed() {
    scene.over(ADA, Scene.id(7), "EXPIRED", 1);
    scene.tickets.add(new Ticket(Scene.id(1), place(0), Scene.id(7), "ISSUED", NOON));

    violated("S2", "a ticket without a confirmed order");
  }

  @Test
  void seesAHoldOfFewerSeatsThanAskedFor() {
    scene.does(ADA, Kind.HOLD, Told.asking("k", seats(0, 1)), Phase.OK, Told.held("h", seats(0)));

    violated("S3", "a hold over 2 seats got 1");
  }

  @Test
  void aRepeatedHoldThatHasEndedNamesNoSeats() {
    scene.holds(ADA, "h", 0, 1);
    scene.does(
        ADA,
        Kind.HOLD,
        Told.asking("key of h", seats(0, 1)),
        Phase.OK,
        new Told(null, java.util.List.of(), "h", null, null, "ENDED", "ok", 201));

    holds("S3", 1);
    holds("S11", 1);
  }

  @Test
  void seesABuyerWithMoreSeatsThanOneMayHave() {
    scene.buys(ADA, "h1", 0, 1, 2);
    scene.buys(ADA, "h2", 3, 4);

    violated("S9", "has 5 seats, 4 are allowed", "#1 HOLD", "#4 HOLD");
  }

  @Test
  void seesSeatsThatNobodyHasAndNobodyCanBuy() {
    scene.buys(ADA, "h1", 0);
    scene.hall = new Hall(10, 8, 2);

    violated("L1", "1 seats are held by no order");
    violated("L5", "offered 8 + sold 1");
  }

  @Test
  void seesASoldSeatThatIsOffered() {
    scene.buys(ADA, "h1", 0);
    scene.hall = new Hall(10, 10, 0);

    violated("L5", "offered 10 + sold 1");
  }

  @Test
  void seesWhatIsStillOpen() {
    scene.over(ADA, Scene.id(7), "PENDING", 1);
    scene.unsent = 3;

    violated("Q", "1 orders are PENDING");
    assertThat(scene.finds("Q").violations()).isEqualTo(2);
  }
}
