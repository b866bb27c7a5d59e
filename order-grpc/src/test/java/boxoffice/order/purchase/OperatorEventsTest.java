package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.order.payment.RefundList;
import boxoffice.order.purchase.Attempt.Paid;
import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a person makes of an order that does not get on by itself.
class OperatorEventsTest {
  private static final Instant PAY_UNTIL = Instant.parse("2026-11-22T20:00:00Z");
  private static final long TOTAL = 4_000;
  private static final Event NOT_TAKEN = new Event.NotTaken();
  private static final Event WANTED = new Event.RefundsWanted();

  private final Attempt attempt = Attempt.first(new UUID(1, 1), "pm_card_visa");
  private final Attempt unknown = attempt.sent("pi_1").with(AttemptState.UNKNOWN, null);
  private final Order pending = order(attempt).with(SeatsState.RESERVED).with(unknown);

  @Test
  void closesWhatIsNotPaidInTimeAndGoesOnCancellingItsPayment() {
    var closed = Machine.apply(pending, NOT_TAKEN, PAY_UNTIL).orElseThrow().after();

    assertThat(closed.state()).isEqualTo(OrderState.EXPIRED);
    assertThat(closed.attempts()).extracting(Attempt::state).containsExactly(AttemptState.DECLINED);
    assertThat(Step.open(closed, PAY_UNTIL))
        .containsExactly(new Step.FreeSeats(), new Step.CancelIntent(closed.attempts().getFirst()));
  }

  @Test
  void givesBackWhatWasTakenAfterAll() {
    var closed = Machine.apply(pending, NOT_TAKEN, PAY_UNTIL).orElseThrow().after();
    var taken = new Event.Succeeded(attempt.id(), new Paid(TOTAL, "EUR"));

    var after = Machine.apply(closed, taken, PAY_UNTIL).orElseThrow();

    assertThat(after.after().state()).isEqualTo(OrderState.EXPIRED);
    assertThat(after.after().refunds())
        .extracting(refund -> refund.claim().amountMinor())
        .containsExactly(TOTAL);
    assertThat(after.has(Effect.ISSUE)).isFalse();
  }

  @Test
  void closesNothingElse() {
    var confirmed = Machine.confirmed(pending, PaymentState.PAID, PAY_UNTIL);

    assertThat(Machine.apply(pending, NOT_TAKEN, PAY_UNTIL.minusMillis(1))).isEmpty();
    assertThat(Machine.apply(confirmed, NOT_TAKEN, PAY_UNTIL)).isEmpty();
  }

  @Test
  void beginsARefundAgainThatFailedForGood() {
    var failed = failed(3, TOTAL);

    var again = Machine.apply(failed, WANTED, PAY_UNTIL).orElseThrow().after();

    assertThat(again.refunds()).hasSize(4);
    assertThat(again.refunds().getLast().state()).isEqualTo(RefundState.CREATED);
    assertThat(again.refunds().getLast().claim().number()).isEqualTo(4);
    assertThat(again.refundingMinor(attempt.id())).isEqualTo(TOTAL);
    assertThat(Machine.apply(again, WANTED, PAY_UNTIL)).isEmpty();
  }

  @Test
  void needsAPersonAgainWhenThatFailsToo() {
    var again = Machine.apply(failed(3, TOTAL), WANTED, PAY_UNTIL).orElseThrow().after();
    var id = again.refunds().getLast().id();
    var sent = Machine.apply(again, new Event.RefundBegun(id), PAY_UNTIL).orElseThrow().after();

    var failed = Machine.apply(sent, new Event.RefundFailed(id, "re_4"), PAY_UNTIL).orElseThrow();

    assertThat(failed.has(Effect.STUCK)).isTrue();
    assertThat(failed.after().refunds()).hasSize(4);
    assertThat(Step.next(failed.after(), PAY_UNTIL)).isEqualTo(new Step.Done());
  }

  @Test
  void owesNoMoreThanIsNotOnItsWayBackAlready() {
    var byHand = failed(3, TOTAL).with(refund(new UUID(3, 3), 1, 3_000, RefundState.SUCCEEDED));
    var allByHand = failed(3, TOTAL).with(refund(new UUID(3, 3), 1, TOTAL, RefundState.SUCCEEDED));

    var again = Machine.apply(byHand, WANTED, PAY_UNTIL).orElseThrow().after();

    assertThat(again.refunds().getLast().claim().amountMinor()).isEqualTo(1_000);
    assertThat(Machine.apply(allByHand, WANTED, PAY_UNTIL)).isEmpty();
  }

  @Test
  void sharesWhatIsLeftAmongAllThatFailed() {
    var half = TOTAL / 2;
    var both = failed(3, half);
    for (var number = 1; number <= 3; number++) {
      both = both.with(refund(new UUID(7, 7), number, half, RefundState.FAILED));
    }
    var byHand = both.with(refund(new UUID(3, 3), 1, TOTAL - half / 2, RefundState.SUCCEEDED));

    var again = Machine.apply(byHand, WANTED, PAY_UNTIL).orElseThrow().after();

    assertThat(again.refunds()).hasSize(byHand.refunds().size() + 1);
    assertThat(again.refundingMinor(attempt.id())).isEqualTo(TOTAL);
  }

  @Test
  void owesAllOfItWhenWhatWasGivenBackByHandComesBackTogetherWithOurs() {
    var found =
        attempt.sent("pi_1").with(AttemptState.CANCELLED, null).with(new Paid(TOTAL, "EUR"));
    var gaveWay = found(1, TOTAL).with(RefundState.FAILED, null);
    var ours = found(2, 1_000).with(RefundState.SENT, "re_2");
    var entry = new RefundList.Entry("re_1", null, 3_000, "EUR", RefundList.Status.FAILED);
    var byHand = Refund.found(attempt.id(), entry, RefundState.SUCCEEDED, PAY_UNTIL);
    var order = pending.with(found).with(gaveWay).with(byHand).with(ours);
    var failed = new RefundList.Entry("re_2", ours.id(), 1_000, "EUR", RefundList.Status.FAILED);
    var listed = new Event.RefundsListed(attempt.id(), 0, List.of(entry, failed));

    var after = Machine.apply(order, listed, PAY_UNTIL).orElseThrow().after();

    assertThat(after.refundingMinor(attempt.id())).isEqualTo(TOTAL);
    assertThat(after.refunds())
        .filteredOn(refund -> refund.state() == RefundState.CREATED)
        .extracting(refund -> refund.claim().amountMinor())
        .containsExactly(3_000L, 1_000L);
  }

  /// Of money that pays nothing.
  private Refund found(int number, long amountMinor) {
    return Refund.created(
        new Refund.Claim(
            attempt.id(), Refund.Reason.FOUND, attempt.id(), number, amountMinor, "EUR"),
        PAY_UNTIL);
  }

  @Test
  void leavesWhatIsTriedByItself() {
    assertThat(Machine.apply(failed(2, TOTAL), WANTED, PAY_UNTIL)).isEmpty();
    assertThat(Machine.apply(pending, WANTED, PAY_UNTIL)).isEmpty();
  }

  /// Cancelled, with so many refunds that the provider refused.
  private Order failed(int times, long amountMinor) {
    var paid = unknown.with(AttemptState.PAID, null).with(new Paid(TOTAL, "EUR"));
    var order =
        pending
            .with(paid)
            .with(
                new Order.Standing(
                    OrderState.CANCELLED,
                    PAY_UNTIL,
                    PaymentState.PAID,
                    Fulfilment.ISSUED,
                    SeatsState.FREED,
                    null));
    for (var number = 1; number <= times; number++) {
      order = order.with(refund(new UUID(2, 2), number, amountMinor, RefundState.FAILED));
    }
    return order;
  }

  private Refund refund(UUID basis, int number, long amountMinor, RefundState state) {
    var claim =
        new Refund.Claim(attempt.id(), Refund.Reason.CANCELLED, basis, number, amountMinor, "EUR");
    return Refund.created(claim, PAY_UNTIL).with(state, "re_" + basis + number);
  }

  private static Order order(Attempt attempt) {
    var terms =
        new Order.Terms(
            new UUID(4, 4),
            new UUID(5, 5),
            Sha256.of("request"),
            List.of("hold"),
            new UUID(6, 6),
            List.of(),
            TOTAL,
            "EUR",
            PAY_UNTIL,
            PAY_UNTIL.minusSeconds(900),
            new Sale(null, null, null, null, null));
    return Order.placed(terms, List.of(attempt));
  }
}
