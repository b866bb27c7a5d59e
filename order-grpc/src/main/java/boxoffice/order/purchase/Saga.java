package boxoffice.order.purchase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an order from step to step until it waits for its buyer, is done, or has to be tried again
/// later. No transaction is open while another system is asked.
final class Saga {
  private static final Logger log = LoggerFactory.getLogger(Saga.class);
  private static final Logger security = LoggerFactory.getLogger("boxoffice.security");
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 4;

  /// An owner who comes back from confirming a payment is looked for so often at most.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// Whoever waits no longer than this may have gone before they are told that nothing was sent.
  private static final Duration TO_TELL = Duration.ofSeconds(1);

  private final OrderStore orders;
  private final TransitionStore transitions;
  private final WorkStore work;
  private final SagaSteps steps;
  private final Timing timing;
  private final SagaMeters meters;

  /// @param jitter spreads what is tried again
  /// @param stuckTime a person must look at an order that is late by so much
  record Timing(Clock clock, RandomGenerator jitter, Duration stuckTime) {}

  /// The two kinds of steps.
  record SagaSteps(SeatSteps seats, PaymentSteps payment) {}

  /// Where everything is stored.
  record Books(OrderStore orders, TransitionStore transitions, WorkStore work) {}

  Saga(Books books, SagaSteps steps, Timing timing, SagaMeters meters) {
    this.orders = books.orders();
    this.transitions = books.transitions();
    this.work = books.work();
    this.steps = steps;
    this.timing = timing;
    this.meters = meters;
  }

  void run(Order start, Lease lease, Run run) {
    var pass = new Pass(start, lease, run);
    pass.lift();
    while (pass.goOn()) {}
  }

  Order read(UUID orderId) {
    return orders.find(orderId).orElseThrow(() -> new IllegalStateException("no order " + orderId));
  }

  /// @return whether the buyer of this order can be answered now
  boolean isSettled(Order order) {
    return Step.isSettled(order, now());
  }

  /// Whether what a buyer wants can be had.
  boolean takes(Order order, Event event) {
    return Machine.apply(order, event, now()).isPresent();
  }

  /// Takes in what a buyer wants. Nothing is left of it when somebody else was faster.
  ///
  /// @return whether it was stored
  boolean tell(Order order, Event event) {
    return Machine.apply(order, event, now()).filter(transitions::store).isPresent();
  }

  /// Has a payment read whose owner may just have come back from confirming it.
  ///
  /// @return the order as it is then
  Order look(Order order) {
    var since = now().minus(LOOK_AGAIN);
    var waiting =
        order
            .liveAttempt()
            .filter(attempt -> order.state() == OrderState.PENDING)
            .filter(attempt -> {
              var readAt = attempt.asked().readAt();
              return readAt != null && readAt.isBefore(since);
            });
    if (waiting.isEmpty() || !tell(order, new Event.News(waiting.get().id()))) {
      return order;
    }
    return read(order.id());
  }

  private Instant now() {
    return timing.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /// One run: the order as it was last stored, and what came to nothing so far.
  private final class Pass {
    private final Run run;
    private final Set<Step> tried = new HashSet<>();
    private final Unsent unsent;
    private Order order;
    private Lease lease;

    Pass(Order order, Lease lease, Run run) {
      this.order = order;
      this.lease = lease;
      this.run = run;
      this.unsent = new Unsent();
    }

    /// Lets what its caller was told not to have been sent be sent: the request has come again, and
    /// whoever has the lease is the only one who can be sending it.
    void lift() {
      var attemptId = run.askedAgain();
      while (attemptId != null && order.withholds(attemptId)) {
        var asked = new Event.AskedAgain(attemptId);
        var stored =
            Machine.apply(order, asked, now()).flatMap(change -> transitions.store(change, lease));
        if (stored.isPresent()) {
          unsent.stored(asked);
        }
        order = stored.map(TransitionStore.Stored::order).orElseGet(() -> read(order.id()));
      }
    }

    /// @return whether there is more to do now
    boolean goOn() {
      var now = now();
      if (Step.isSettled(order, now)) {
        run.settle(order);
      }
      var step = Step.open(order, now).stream().filter(open -> !tried.contains(open)).findFirst();
      if (step.isEmpty()) {
        later();
        return false;
      }
      return switch (step.get()) {
        case Step.Done _ -> !work.end(lease) && lookAgain();
        case Step.Wait wait -> !work.park(lease, wait.until()) && lookAgain();
        default ->
            keepLease() && takeIn(step.get(), unsent.judge(step.get(), perform(order, step.get())));
      };
    }

    private boolean takeIn(Step step, Progress progress) {
      return switch (progress) {
        case Progress.Told told -> store(step, told.event());
        case Progress.HalfTold half ->
            store(step, half.event()) && takeIn(half.next(), half.then());
        case Progress.Later _ -> tried.add(step);
        case Progress.NothingSent nothing -> nothingSent(step, nothing.attemptId());
      };
    }

    /// What is told stays true when somebody else has changed the order meanwhile.
    private boolean store(Step step, Event event) {
      while (true) {
        var now = now();
        var change = Machine.apply(order, event, now);
        if (change.isEmpty()) {
          tried.add(step);
          return true;
        }
        var stored = transitions.store(change.get(), lease);
        if (stored.isPresent()) {
          unsent.stored(event);
          note(change.get());
          return stored(step, change.get(), stored.get(), now);
        }
        order = read(order.id());
      }
    }

    private boolean stored(Step step, Change change, TransitionStore.Stored stored, Instant now) {
      order = stored.order();
      if (change.pause()) {
        tried.add(step);
        var known = Step.open(change.before(), now);
        Step.open(order, now).stream().filter(open -> !known.contains(open)).forEach(tried::add);
      }
      if (stored.released()) {
        run.settle(order);
      }
      return !stored.released();
    }

    /// Something new is there to be done, or the lease is somebody else's.
    private boolean lookAgain() {
      if (!renew()) {
        return false;
      }
      order = read(order.id());
      tried.clear();
      return true;
    }

    private boolean renew() {
      var renewed = work.renew(lease);
      if (renewed.isEmpty()) {
        run.busy();
        return false;
      }
      lease = renewed.get();
      return true;
    }

    /// Prolongs a lease that has less than half of its time left, so that a step fits into it.
    private boolean keepLease() {
      return work.isFresh(lease, timing.clock().instant()) || prolong();
    }

    /// What is new meanwhile has not been looked at.
    private boolean prolong() {
      var seen = lease.wakes();
      if (!renew()) {
        return false;
      }
      lease = new Lease(lease.orderId(), lease.id(), lease.until(), lease.tries(), seen);
      return true;
    }

    /// Whoever waits is told that no money moved, so none may move until the request is repeated.
    /// With nobody waiting it is tried again.
    private boolean nothingSent(Step step, UUID attemptId) {
      if (!run.isAwaited(now().plus(TO_TELL))) {
        return tried.add(step);
      }
      // whoever has taken the lease meanwhile may be sending it
      return prolong() && store(step, new Event.Withheld(attemptId));
    }

    private void later() {
      var now = now();
      var late = Deadline.of(order).filter(at -> now.isAfter(at.plus(timing.stuckTime())));
      if (late.isPresent() && transitions.stuck(order)) {
        log.error("order {} is {} since {}", order.id(), order.state(), late.get());
        meters.stuck();
      }
      work.giveUp(lease, Deadline.again(order, now, backOff(lease.tries())));
      run.later();
    }
  }

  private Progress perform(Order order, Step step) {
    return switch (step) {
      case Step.ReserveSeats _ ->
          steps
              .seats()
              .reserve(order)
              .thenCreate(order, attempt -> steps.payment().create(order, attempt));
      case Step.BookSeats _ -> steps.seats().book(order);
      case Step.FreeSeats _ -> steps.seats().free(order);
      case Step.FreeItems items -> steps.seats().free(order, items.cancellation());
      case Step.CreateIntent create -> steps.payment().create(order, create.attempt());
      case Step.ConfirmIntent confirm -> steps.payment().confirm(order, confirm.attempt());
      case Step.ReadIntent read -> steps.payment().read(order, read.attempt());
      case Step.CancelIntent cancel -> steps.payment().cancel(order, cancel.attempt());
      case Step.SendRefund send -> steps.payment().sendRefund(order, send.refund());
      case Step.ListRefunds list -> steps.payment().listRefunds(order, list.attempt());
      case Step.ReadRefund read -> steps.payment().readRefund(order, read.refund());
      case Step.BeginRefund begin -> new Progress.Told(new Event.RefundBegun(begin.refund().id()));
      case Step.ConfirmUncharged _ -> new Progress.Told(new Event.NothingCharged());
      case Step.Expire _ -> new Progress.Told(new Event.TimeIsUp());
      case Step.Cancel _ -> new Progress.Told(new Event.CancelDue());
      case Step.Wait _, Step.Done _ -> new Progress.Later();
    };
  }

  private static void note(Change change) {
    if (change.has(Change.Effect.SECURITY)) {
      security.warn(
          "order {}: the provider took money that pays nothing; it goes back: {}",
          change.after().id(),
          change.after().refunds());
    }
    if (change.has(Change.Effect.UNASKED)) {
      security.warn(
          "order {}: the provider gave back money that it is not asked for here: {}",
          change.after().id(),
          change.after().refunds());
    }
  }

  /// Doubles from a second to sixteen, each between half and one and a half of it.
  private Duration backOff(int tries) {
    var wait = FIRST_WAIT.toMillis() << Math.min(tries, MAX_DOUBLINGS);
    return Duration.ofMillis(wait / 2 + timing.jitter().nextLong(wait));
  }
}
