package boxoffice.order.purchase;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An instance of the service, one action at a time: take work, ask somebody, store what was
/// answered. Between two actions it may be overtaken, lose its lease, or crash.
final class SimulatedInstance {
  static final Duration LEASE = Duration.ofSeconds(30);

  private final SimulatedOrders orders;
  private final ModelInventory inventory;
  private final ModelProvider provider;
  private final Chance chance;
  private final Set<Step> tried = new HashSet<>();
  private Unsent unsent = new Unsent();
  private @Nullable UUID lease;
  private @Nullable Order order;
  private @Nullable Step asked;
  private @Nullable Progress answer;
  private @Nullable UUID askedAgain;
  private int wakes;

  SimulatedInstance(
      SimulatedOrders orders, ModelInventory inventory, ModelProvider provider, Chance chance) {
    this.orders = orders;
    this.inventory = inventory;
    this.provider = provider;
    this.chance = chance;
  }

  /// What it knew is gone; what it has asked for may still happen.
  void crash() {
    lease = null;
    order = null;
    asked = null;
    answer = null;
    askedAgain = null;
    tried.clear();
    unsent = new Unsent();
  }

  /// A request comes again that was told that nothing of it was sent. Nothing comes of it where
  /// somebody is at work.
  void askAgain(Order wanted, UUID attemptId, Instant now) {
    if (order == null && orders.isFree(wanted.id(), now)) {
      take(wanted.id(), now);
      askedAgain = attemptId;
    }
  }

  /// @return whether there was anything to do
  boolean act(Instant now) {
    var working = order;
    if (working == null) {
      var due = orders.due(now);
      due.ifPresent(id -> take(id, now));
      return due.isPresent();
    }
    if (askedAgain != null && working.withholds(askedAgain)) {
      lift(working, new Event.AskedAgain(askedAgain), now);
      return true;
    }
    askedAgain = null;
    var step = asked;
    var told = answer;
    if (step == null || told == null) {
      ask(working, now);
    } else {
      asked = null;
      answer = null;
      takeIn(step, told, now);
    }
    return true;
  }

  private void take(UUID orderId, Instant now) {
    var row = Objects.requireNonNull(orders.work().get(orderId));
    lease = new UUID(chance.below(Integer.MAX_VALUE), chance.below(Integer.MAX_VALUE));
    row.lease = lease;
    row.leasedUntil = now.plus(LEASE);
    wakes = row.wakes;
    order = orders.read(orderId);
  }

  private void lift(Order working, Event.AskedAgain again, Instant now) {
    var stored =
        Machine.apply(working, again, now).filter(change -> orders.store(change, true, now));
    if (stored.isPresent()) {
      unsent.stored(again);
    }
    order = orders.read(working.id());
  }

  private void ask(Order working, Instant now) {
    var step = Step.open(working, now).stream().filter(s -> !tried.contains(s)).findFirst();
    if (step.isEmpty()) {
      giveUp(working, now);
      return;
    }
    switch (step.get()) {
      case Step.Done _ -> release(working, null);
      case Step.Wait wait -> release(working, wait.until());
      default -> {
        if (keepLease(working, now)) {
          checkAsked(working, step.get());
          asked = step.get();
          answer = unsent.judge(step.get(), perform(working, step.get()));
        }
      }
    }
  }

  private boolean keepLease(Order working, Instant now) {
    var row = orders.work().get(working.id());
    if (row == null || !Objects.equals(row.lease, lease)) {
      crash();
      return false;
    }
    row.leasedUntil = now.plus(LEASE);
    return true;
  }

  private void checkAsked(Order working, Step step) {
    var sends =
        switch (step) {
          case Step.CreateIntent create -> create.attempt().id();
          case Step.ConfirmIntent confirm -> confirm.attempt().id();
          default -> null;
        };
    if (sends != null && orders.read(working.id()).withholds(sends)) {
      throw new AssertionError("S20: sent what was said not to be: " + step);
    }
  }

  private Progress perform(Order working, Step step) {
    return switch (step) {
      case Step.ReserveSeats _ ->
          inventory
              .reserve(working)
              .thenCreate(
                  working,
                  attempt ->
                      PaymentAnswers.created(working, attempt, provider.create(working, attempt)));
      case Step.BookSeats _ -> inventory.book(working);
      case Step.FreeSeats _ -> inventory.free(working);
      case Step.FreeItems items -> inventory.free(working, items.cancellation());
      case Step.CreateIntent create ->
          PaymentAnswers.created(
              working, create.attempt(), provider.create(working, create.attempt()));
      case Step.ConfirmIntent confirm ->
          PaymentAnswers.confirmed(working, confirm.attempt(), provider.confirm(confirm.attempt()));
      case Step.ReadIntent read ->
          PaymentAnswers.read(working, read.attempt(), provider.read(read.attempt()));
      case Step.CancelIntent cancel ->
          PaymentAnswers.cancelled(working, cancel.attempt(), provider.cancel(cancel.attempt()));
      case Step.SendRefund send ->
          PaymentAnswers.refund(send.refund(), provider.refund(working, send.refund()));
      case Step.ListRefunds list ->
          PaymentAnswers.refunds(working, list.attempt(), provider.list(list.attempt()));
      case Step.ReadRefund read ->
          PaymentAnswers.refund(read.refund(), provider.readRefund(read.refund()));
      case Step.BeginRefund begin -> new Progress.Told(new Event.RefundBegun(begin.refund().id()));
      case Step.ConfirmUncharged _ -> new Progress.Told(new Event.NothingCharged());
      case Step.Expire _ -> new Progress.Told(new Event.TimeIsUp());
      case Step.Cancel _ -> new Progress.Told(new Event.CancelDue());
      case Step.Wait _, Step.Done _ -> new Progress.Later();
    };
  }

  private void takeIn(Step step, Progress told, Instant now) {
    switch (told) {
      case Progress.Told(Event event) -> store(step, event, now);
      case Progress.HalfTold half -> {
        store(step, half.event(), now);
        takeIn(half.next(), half.then(), now);
      }
      case Progress.Later _ -> tried.add(step);
      case Progress.NothingSent(UUID attemptId) -> {
        if (chance.oneIn(2)) {
          tried.add(step); // nobody waits
        } else {
          store(step, new Event.Withheld(attemptId), now);
        }
      }
    }
  }

  private void store(Step step, Event event, Instant now) {
    var from = Objects.requireNonNull(order);
    if (event instanceof Event.Withheld withheld) {
      if (!keepLease(from, now)) {
        return;
      }
      provider.checkUnsent(withheld.attemptId());
    }
    var change = Machine.apply(from, event, now);
    if (change.isEmpty()) {
      tried.add(step);
    } else if (orders.store(change.get(), true, now)) {
      unsent.stored(event);
      order = change.get().after();
      if (change.get().pause()) {
        tried.add(step);
        var known = Step.open(from, now);
        Step.open(change.get().after(), now).stream()
            .filter(open -> !known.contains(open))
            .forEach(tried::add);
      }
    } else {
      order = orders.read(from.id()); // overtaken: what was told stays true
      asked = step;
      answer = new Progress.Told(event);
    }
  }

  /// @param due null when nothing is left to do
  private void release(Order working, @Nullable Instant due) {
    var row = orders.work().get(working.id());
    if (row == null || !Objects.equals(row.lease, lease)) {
      crash();
    } else if (row.wakes != wakes) {
      wakes = row.wakes;
      order = orders.read(working.id());
      tried.clear();
    } else {
      if (due == null) {
        orders.work().remove(working.id());
      } else {
        row.due = due;
        row.lease = null;
        row.leasedUntil = null;
        row.tries = 0;
      }
      crash();
    }
  }

  private void giveUp(Order working, Instant now) {
    var row = orders.work().get(working.id());
    if (row != null && Objects.equals(row.lease, lease)) {
      var wait = Duration.ofMillis(500 + chance.below(1000) * (1L << Math.min(row.tries, 4)));
      row.due = Deadline.again(working, now, wait);
      row.lease = null;
      row.leasedUntil = null;
      row.tries++;
    }
    crash();
  }
}
