package boxoffice.order.purchase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Takes an order from step to step until it waits for its buyer, is done, or has to be tried again
/// later. No transaction is open while another system is asked.
final class Saga {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 4;

  private final OrderStore orders;
  private final TransitionStore transitions;
  private final WorkStore work;
  private final SeatSteps seats;
  private final PaymentSteps payment;
  private final Timing timing;

  /// @param jitter spreads what is tried again
  /// @param stuckTime a person must look at an order that is open so long after its deadline
  record Timing(Clock clock, RandomGenerator jitter, Duration stuckTime) {}

  /// The two kinds of steps.
  record SagaSteps(SeatSteps seats, PaymentSteps payment) {}

  /// Where everything is stored.
  record Books(OrderStore orders, TransitionStore transitions, WorkStore work) {}

  Saga(Books books, SagaSteps steps, Timing timing) {
    this.orders = books.orders();
    this.transitions = books.transitions();
    this.work = books.work();
    this.seats = steps.seats();
    this.payment = steps.payment();
    this.timing = timing;
  }

  void run(Order start, Lease lease, Run run) {
    var order = start;
    var held = lease;
    while (true) {
      var step = Step.next(order, timing.clock().instant());
      if (Step.isSettled(step)) {
        run.settle(order);
      }
      if (step instanceof Step.Done) {
        work.end(order.id());
        return;
      }
      if (step instanceof Step.Wait wait) {
        work.park(held, wait.until());
        return;
      }
      var renewed = renewed(held);
      if (renewed.isEmpty()) {
        run.busy();
        return;
      }
      held = renewed.get();
      switch (perform(order, step, held)) {
        case Progress.Next next -> order = next.order();
        case Progress.Overtaken _ -> order = read(order.id());
        case Progress.Parked parked -> {
          run.settle(parked.order());
          return;
        }
        case Progress.Later _ -> {
          later(order, held, run);
          return;
        }
        case Progress.NothingSent _ -> {
          nothingSent(order, held, run);
          return;
        }
      }
    }
  }

  Order read(UUID orderId) {
    return orders.find(orderId).orElseThrow(() -> new IllegalStateException("no order " + orderId));
  }

  /// @return whether the buyer of this order can be answered now
  boolean isSettled(Order order) {
    return Step.isSettled(Step.next(order, timing.clock().instant()));
  }

  private Progress perform(Order order, Step step, Lease lease) {
    return switch (step) {
      case Step.ReserveSeats _ -> seats.reserve(order);
      case Step.CreateIntent create -> payment.create(order, create.attempt());
      case Step.ConfirmIntent confirm -> payment.confirm(order, confirm.attempt(), lease);
      case Step.ReadIntent read -> payment.read(order, read.attempt(), lease);
      case Step.CancelIntent cancel -> payment.cancel(order, cancel.attempt());
      case Step.ConfirmFree _ -> progress(transitions.confirmed(order, null));
      case Step.Expire _ -> progress(transitions.expired(order));
      case Step.BookSeats _ -> seats.book(order);
      case Step.FreeSeats _ -> seats.free(order);
      case Step.Wait _, Step.Done _ -> new Progress.Next(order);
    };
  }

  private static Progress progress(Optional<Order> after) {
    return after.<Progress>map(Progress.Next::new).orElseGet(Progress.Overtaken::new);
  }

  /// Prolongs a lease that has less than half of its time left, so that a step fits into it.
  private Optional<Lease> renewed(Lease lease) {
    var now = timing.clock().instant();
    return work.isFresh(lease, now) ? Optional.of(lease) : work.renew(lease);
  }

  private void later(Order order, Lease lease, Run run) {
    var now = timing.clock().instant();
    if (now.isAfter(order.terms().payUntil().plus(timing.stuckTime()))) {
      transitions.stuck(order.id());
    }
    work.giveUp(lease, now.plus(backOff(lease.tries())));
    run.later();
  }

  /// Whoever waits is told that no money moved, so none may move until the request is repeated.
  /// With nobody waiting it is tried again.
  private void nothingSent(Order order, Lease lease, Run run) {
    Instant now = timing.clock().instant();
    if (run.isAwaited(now)) {
      work.park(lease, order.terms().payUntil());
      run.refuse();
    } else {
      later(order, lease, run);
    }
  }

  /// Doubles from a second to sixteen, each between half and one and a half of it.
  private Duration backOff(int tries) {
    var wait = FIRST_WAIT.toMillis() << Math.min(tries, MAX_DOUBLINGS);
    return Duration.ofMillis(wait / 2 + timing.jitter().nextLong(wait));
  }
}
