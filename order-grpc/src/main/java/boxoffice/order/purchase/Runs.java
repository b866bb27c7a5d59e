package boxoffice.order.purchase;

import boxoffice.db.UnheardFailures;
import boxoffice.guard.observe.Spans;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs sagas beside the calls that want them: a run goes on when its caller has gone, and all who
/// want the same order at the same time wait for the same run.
final class Runs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TO_END = Duration.ofSeconds(20);

  private final Saga saga;
  private final WorkStore work;
  private final ExecutorService threads;
  private final Clock clock;
  private final Spans spans;
  private final ConcurrentHashMap<UUID, Run> active = new ConcurrentHashMap<>();

  /// What a caller waits for.
  ///
  /// @param answer whether an order that is settled is it
  /// @param askedAgain the attempt that may be sent again, if nothing of it was
  private record Wish(Predicate<Order> answer, Instant until, @Nullable UUID askedAgain) {

    /// A run is still to let it be sent.
    boolean isToLift(Order order) {
      return askedAgain != null && order.withholds(askedAgain);
    }
  }

  /// @param threads one for each run; must not carry a caller's context
  /// @param spans what of the caller a run goes on with
  Runs(Saga saga, WorkStore work, ExecutorService threads, Clock clock, Spans spans) {
    this.saga = saga;
    this.work = work;
    this.threads = threads;
    this.clock = clock;
    this.spans = spans;
  }

  /// Starts the run of an order that was stored just now, and waits for it.
  ///
  /// @param answer whether an order that is settled is what is waited for
  /// @return the order when its buyer can be answered, or as it is when the time is up
  /// @throws WireException PAYMENT_UNAVAILABLE: nothing was sent
  Order begin(Order order, Lease lease, Predicate<Order> answer, Instant until) {
    var run = new Run(until, null);
    active.put(order.id(), run);
    launch(run, order.id(), () -> saga.run(order, lease, run));
    return awaitOrUnknown(order.id(), new Wish(answer, until, null));
  }

  /// Goes on with what a request wants that comes again, and waits as [#begin].
  Order repeat(Order order, UUID attemptId, Instant until) {
    return await(order, new Wish(ofAttempt(attemptId), until, attemptId));
  }

  /// Goes on with a stored order if it needs anything, and waits as [#begin].
  Order await(Order order, Predicate<Order> answer, Instant until) {
    return await(order, new Wish(answer, until, null));
  }

  private Order await(Order order, Wish wish) {
    var looked = saga.look(order);
    return isAnswered(looked, wish) ? looked : awaitOrUnknown(order.id(), wish);
  }

  /// Has a payment looked at whose owner may have confirmed it, and does not wait for what comes of
  /// it. Nothing else is begun by that: money may not move because somebody reads an order.
  void look(Order order) {
    if (!saga.look(order).equals(order)) {
      var _ = start(order.id(), Run.unawaited());
    }
  }

  /// A settled order of this attempt is the answer, and so is one that needs no attempt.
  ///
  /// Throws PAYMENT_UNAVAILABLE when nothing of the attempt is sent before it is asked for again.
  static Predicate<Order> ofAttempt(UUID attemptId) {
    return order -> {
      if (order.withholds(attemptId)) {
        throw Run.unavailable();
      }
      return order.state() != OrderState.PENDING
          || order.terms().isUncharged()
          || order.attempt(attemptId).isPresent();
    };
  }

  /// The run goes on whatever becomes of the waiting, so losing the database is no definite error.
  private Order awaitOrUnknown(UUID orderId, Wish wish) {
    try {
      return await(orderId, wish);
    } catch (DataAccessException e) {
      throw new WireException(
          ErrorReason.OUTCOME_UNKNOWN,
          "the order is being worked on: repeat the call with the same request_id",
          Map.of(),
          e);
    }
  }

  private Order await(UUID orderId, Wish wish) {
    var mayRun = true;
    while (clock.instant().isBefore(wish.until())) {
      if (mayRun) {
        switch (join(orderId, new Run(wish.until(), wish.askedAgain()))) {
          case Run.End.Settled settled when wish.answer().test(settled.order()) -> {
            return settled.order();
          }
          case Run.End.Settled _, Run.End.Busy _ -> {}
          case Run.End.Later _ -> mayRun = false; // the worker's turn
        }
      }
      var order = saga.read(orderId);
      if (isAnswered(order, wish)) {
        return order;
      }
      pause();
    }
    var last = saga.read(orderId);
    // throws where nothing is sent, which a reader would wait for in vain
    var _ = wish.answer().test(last);
    return last;
  }

  /// Runs without anybody waiting.
  void resume(Lease lease, Runnable whenOver) {
    var run = Run.unawaited();
    active.putIfAbsent(lease.orderId(), run);
    launch(
        run,
        lease.orderId(),
        () -> {
          try {
            saga.run(saga.read(lease.orderId()), lease, run);
          } finally {
            whenOver.run();
          }
        });
  }

  private Run.End join(UUID orderId, Run mine) {
    var run = start(orderId, mine);
    var left = Math.max(0, Duration.between(clock.instant(), mine.awaitedUntil()).toMillis());
    try {
      return run.end().get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Run.End.Later();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Run.End.Later();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no run ends with a failure", e);
    }
  }

  /// @return the run that is under way: this one, if there was none
  private Run start(UUID orderId, Run mine) {
    var run = active.computeIfAbsent(orderId, _ -> mine);
    if (run == mine) {
      launch(run, orderId, () -> takeAndRun(orderId, run));
    }
    return run;
  }

  private void takeAndRun(UUID orderId, Run run) {
    var lease = work.take(orderId);
    if (lease.isPresent()) {
      saga.run(saga.read(orderId), lease.get(), run);
    } else {
      run.busy();
    }
  }

  /// A run is out of the way before its end is told, so that whoever comes next starts a new one.
  private void launch(Run run, UUID orderId, Runnable task) {
    var _ = run.end().whenComplete((_, _) -> active.remove(orderId, run));
    var _ =
        CompletableFuture.runAsync(spans.carried(task), threads)
            .whenComplete((_, failure) -> {
              if (failure != null) {
                UnheardFailures.tell(log, "the saga of order " + orderId + " broke off", failure);
              }
              run.later();
            });
  }

  private boolean isAnswered(Order order, Wish wish) {
    return !wish.isToLift(order) && saga.isSettled(order) && wish.answer().test(order);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sagas under way get a while to end; what does not is gone on with by another instance.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
