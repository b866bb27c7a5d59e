package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final Instant PAY_UNTIL = Instant.parse("2026-11-22T20:00:00Z");
  private static final Instant BEFORE = PAY_UNTIL.minusSeconds(1);
  private final Attempt attempt = Attempt.first(new UUID(1, 1), "pm_card_visa");
  private final Order placed = order(4_000, attempt);
  private final Order reserved = placed.with(SeatsState.RESERVED);

  @Test
  void reservesBeforeAnyMoneyMoves() {
    assertThat(Step.next(placed, BEFORE)).isEqualTo(new Step.ReserveSeats());
  }

  @Test
  void createsThenConfirms() {
    assertThat(Step.next(reserved, BEFORE)).isEqualTo(new Step.CreateIntent(attempt));
    var sent = attempt.sent("pi_1");
    assertThat(Step.next(reserved.with(sent), BEFORE)).isEqualTo(new Step.ConfirmIntent(sent));
  }

  @Test
  void readsWhatIsUnknown() {
    var unknown = attempt.sent("pi_1").with(AttemptState.UNKNOWN, null);

    assertThat(Step.next(reserved.with(unknown), BEFORE)).isEqualTo(new Step.ReadIntent(unknown));
  }

  @Test
  void waitsForAnotherCardAfterADecline() {
    var declined = attempt.sent("pi_1").with(AttemptState.DECLINED, "card_declined").ended();

    assertThat(Step.next(reserved.with(declined), BEFORE)).isEqualTo(new Step.Wait(PAY_UNTIL));
  }

  @Test
  void cancelsWhatWasDeclinedBesidesAndBeforeItExpires() {
    var declined = attempt.sent("pi_1").with(AttemptState.DECLINED, "card_declined");
    var order = reserved.with(declined);
    var cancel = new Step.CancelIntent(declined);

    assertThat(Step.isSettled(order, BEFORE)).isTrue();
    assertThat(Step.next(order, BEFORE)).isEqualTo(cancel);
    assertThat(Step.open(order, PAY_UNTIL)).containsExactly(cancel);
    assertThat(Machine.apply(order, new Event.TimeIsUp(), PAY_UNTIL)).isEmpty();
    var ended = Machine.apply(order, new Event.Canceled(declined.id()), PAY_UNTIL).orElseThrow();
    assertThat(Step.next(ended.after(), PAY_UNTIL)).isEqualTo(new Step.Expire());
  }

  @Test
  void sendsNothingOfWhatIsWithheldUntilItIsAskedForAgain() {
    var sent = reserved.with(attempt.sent("pi_1"));
    var told = new Event.Withheld(attempt.id());
    var withheld = Machine.apply(sent, told, BEFORE).orElseThrow().after();

    assertThat(Step.open(withheld, BEFORE)).containsExactly(new Step.Wait(PAY_UNTIL));
    assertThat(withheld.withholds(attempt.id())).isTrue();
    var asked = new Event.AskedAgain(attempt.id());
    var again = Machine.apply(withheld, asked, BEFORE).orElseThrow().after();
    assertThat(Step.next(again, BEFORE)).isEqualTo(new Step.ConfirmIntent(attempt.sent("pi_1")));
  }

  @Test
  void cancelsWhatMayHaveBeenSentBeforeItExpires() {
    for (var state :
        List.of(AttemptState.SENT, AttemptState.UNKNOWN, AttemptState.REQUIRES_ACTION)) {
      var open = attempt.sent("pi_1").with(state, null);
      assertThat(Step.next(reserved.with(open), PAY_UNTIL)).isEqualTo(new Step.CancelIntent(open));
    }
    assertThat(Step.next(reserved, PAY_UNTIL)).isEqualTo(new Step.Expire());
  }

  @Test
  void freesTheSeatsOfWhateverEndedUnpaid() {
    assertThat(Step.next(closed(reserved, OrderState.EXPIRED), PAY_UNTIL))
        .isEqualTo(new Step.FreeSeats());
    assertThat(Step.next(closed(placed, OrderState.REJECTED), BEFORE))
        .isEqualTo(new Step.FreeSeats());
    assertThat(Step.next(closed(reserved, OrderState.EXPIRED).with(SeatsState.FREED), PAY_UNTIL))
        .isEqualTo(new Step.Done());
  }

  @Test
  void expiresWhatHasNoSeatsToHaveAndSaysSoToWhoeverAsksAgainK4() {
    for (var late : List.<Event>of(new Event.HoldOver(), new Event.FreedBefore())) {
      var over = Machine.apply(placed, late, BEFORE).orElseThrow().after();

      assertThat(over.state()).isEqualTo(OrderState.EXPIRED);
      assertThat(over.rejection()).isNull();
      assertThat(over.attempts()).extracting(Attempt::state).containsOnly(AttemptState.CANCELLED);
      assertThat(Outcome.of(over, attempt.id())).isEqualTo(new Outcome.HoldExpired());
      assertThat(Machine.apply(reserved, late, BEFORE)).isEmpty();
    }
    var unpaid = Machine.apply(reserved, new Event.TimeIsUp(), PAY_UNTIL).orElseThrow().after();
    assertThat(Outcome.of(unpaid, attempt.id())).isEqualTo(new Outcome.Conflict(unpaid));
  }

  @Test
  void booksWhatIsPaidHoweverLate() {
    var paid = Machine.confirmed(reserved, PaymentState.PAID, BEFORE);

    assertThat(Step.next(paid, PAY_UNTIL.plusSeconds(9))).isEqualTo(new Step.BookSeats());
    assertThat(Step.next(paid.with(SeatsState.BOOKED), BEFORE)).isEqualTo(new Step.Done());
  }

  @Test
  void freesCancelledItemsOnceTheSeatsAreBooked() {
    var wish = new Cancellation.Wish(List.of(0), null);
    var cancelled =
        Cancellation.wanted(new UUID(5, 5), wish, CancelPolicy.Verdict.FREE, BEFORE).done();
    var paid = Machine.confirmed(reserved, PaymentState.PAID, BEFORE).with(cancelled);
    var booked = paid.with(SeatsState.BOOKED);

    assertThat(Step.next(paid, BEFORE)).isEqualTo(new Step.BookSeats());
    assertThat(Step.next(booked, BEFORE)).isEqualTo(new Step.FreeItems(cancelled));
    assertThat(Step.next(booked.with(cancelled.itemsFreed()), BEFORE)).isEqualTo(new Step.Done());
  }

  @Test
  void confirmsWhatCostsNothing() {
    assertThat(Step.next(order(0).with(SeatsState.RESERVED), BEFORE))
        .isEqualTo(new Step.ConfirmUncharged());
  }

  @Test
  void confirmsWhatAPartnerSettlesWithoutTheProvider() {
    var placed = order(4_000, new Holder("Ada", "ada@example.com"));
    var reserved = placed.with(SeatsState.RESERVED);
    var another = new Event.PayWanted(Attempt.created(new UUID(1, 2), 2, "pm_card_visa"));

    assertThat(Step.next(placed, BEFORE)).isEqualTo(new Step.ReserveSeats());
    assertThat(Step.next(reserved, BEFORE)).isEqualTo(new Step.ConfirmUncharged());
    assertThat(Step.next(reserved, PAY_UNTIL)).isEqualTo(new Step.ConfirmUncharged());
    assertThat(Machine.apply(reserved, another, BEFORE)).isEmpty();
    var confirmed = Machine.apply(reserved, new Event.NothingCharged(), BEFORE).orElseThrow();
    assertThat(confirmed.after().paymentState()).isEqualTo(PaymentState.ON_ACCOUNT);
    assertThat(Step.next(confirmed.after(), BEFORE)).isEqualTo(new Step.BookSeats());
  }

  private static Order closed(Order order, OrderState state) {
    return order.with(
        new Order.Standing(
            state, PAY_UNTIL, order.paymentState(), order.fulfilment(), order.seats(), null));
  }

  @Test
  void storesSeatsTogetherWithThePaymentIntent() {
    var created = new Progress.Told(new Event.IntentCreated(attempt.id(), "pi_1"));
    var told = new Progress.Told(new Event.Reserved()).thenCreate(placed, _ -> created);

    var change = Machine.apply(placed, ((Progress.Told) told).event(), BEFORE).orElseThrow();

    assertThat(change.before()).isEqualTo(placed);
    assertThat(change.after().seats()).isEqualTo(SeatsState.RESERVED);
    assertThat(Step.next(change.after(), BEFORE))
        .isEqualTo(new Step.ConfirmIntent(attempt.sent("pi_1")));
  }

  @Test
  void storesTheSeatsAloneWhereTheProviderIsAway() {
    var reserved = new Progress.Told(new Event.Reserved());
    var refused = new Progress.Told(new Event.HoldOver());

    assertThat(reserved.thenCreate(placed, _ -> new Progress.NothingSent(attempt.id())))
        .isEqualTo(
            new Progress.HalfTold(
                new Event.Reserved(),
                new Step.CreateIntent(attempt),
                new Progress.NothingSent(attempt.id())));
    assertThat(reserved.thenCreate(order(0), _ -> new Progress.NothingSent(attempt.id())))
        .isEqualTo(reserved);
    assertThat(
            refused.thenCreate(
                placed,
                _ -> {
                  throw new AssertionError("nothing is charged for what is refused");
                }))
        .isEqualTo(refused);
  }

  private static Order order(long totalMinor, Attempt... attempts) {
    return order(totalMinor, null, List.of(attempts));
  }

  private static Order order(long totalMinor, Holder holder) {
    return order(totalMinor, holder, List.of());
  }

  private static Order order(long totalMinor, @Nullable Holder holder, List<Attempt> attempts) {
    var terms =
        new Order.Terms(
            new UUID(2, 2),
            new UUID(3, 3),
            Sha256.of("request"),
            List.of("performances/p/holds/h"),
            new UUID(4, 4),
            List.of(),
            totalMinor,
            "EUR",
            PAY_UNTIL,
            BEFORE,
            new Sale(null, null, null, null, holder));
    return Order.placed(terms, attempts);
  }
}
