package boxoffice.inventory.redis;

import boxoffice.guard.redis.OverdueWatch;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// The way to one Redis: calls that arrive together travel together, on a few connections.
///
/// A caller that finds a connection free takes it, carries what is queued, its own call first of
/// all, and goes on; uncontended that is one thread and one round trip. Who finds none free queues,
/// and is either served by another caller or given a connection to carry the next ones. Connections
/// are opened beside the callers, so nobody waits longer than the limits say.
///
/// Fails closed, and says exactly what may have happened. A call that was not sent in time is
/// withdrawn: OVERLOADED, or INVENTORY_UNAVAILABLE where Redis has not answered anybody lately. One
/// that was sent and is not answered in time is OUTCOME_UNKNOWN.
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration STUCK = Duration.ofSeconds(2);

  /// How often one looks again whose call is just being sent, when it should have been already.
  private static final Duration BEING_SENT = Duration.ofMillis(5);

  private static final Duration UNUSED = Duration.ofMinutes(1);

  private final Supplier<Lane> open;
  private final LaneLimits limits;
  private final DistributionSummary batches;

  /// Held for a few instructions at a time, never while anything is sent.
  private final ReentrantLock lock = new ReentrantLock();

  private final CallQueue queue = new CallQueue();

  /// The one used last comes first.
  private final ArrayDeque<Lane> idle = new ArrayDeque<>();

  private final Set<Lane> lanes = new HashSet<>();
  private final Parked parked = new Parked();
  private int opening;
  private boolean closed;
  private volatile long answered = System.nanoTime();

  /// @param open connects; what it throws is INVENTORY_UNAVAILABLE for those who wait
  /// @param batches how many calls went together
  Lanes(Supplier<Lane> open, LaneLimits limits, DistributionSummary batches) {
    this.open = open;
    this.limits = limits;
    this.batches = batches;
    OverdueWatch.SHARED.add(parked);
  }

  /// Returns when each of the calls has an outcome.
  ///
  /// @throws WireException OVERLOADED when too many are queued; nothing was sent then
  void run(List<Call> calls) {
    var caller = new Caller(calls);
    var free = enqueue(calls);
    if (free != null) {
      carry(free);
    }
    while (!caller.isServed()) {
      if (caller.lane() != null) {
        carry(take(caller));
        continue;
      }
      var left = (caller.isSent() ? limits.all() : limits.unsent()).minus(caller.waited());
      if (left.isPositive()) {
        parked.park(caller, left);
      } else if (!giveUp(caller)) {
        parked.park(caller, BEING_SENT);
      }
    }
    if (caller.lane() != null) {
      var given = take(caller);
      locked(() -> pass(given));
    }
    caller.goesOn();
  }

  private @Nullable Lane enqueue(List<Call> calls) {
    return this.<@Nullable Lane>locked(() -> {
      if (closed) {
        throw RedisFailures.unavailable(null);
      }
      if (queue.size() + calls.size() > limits.queued()) {
        throw RedisFailures.overloaded();
      }
      queue.add(calls);
      var free = idle.pollFirst();
      if (free == null) {
        openMore();
      }
      return free;
    });
  }

  /// Under the lock.
  private void openMore() {
    if (!closed && lanes.size() + opening < limits.lanes()) {
      opening++;
      Thread.ofVirtual().name("redis-lane").start(this::openOne);
    }
  }

  private void openOne() {
    @Nullable Lane lane = null;
    @Nullable RuntimeException failure = null;
    try {
      lane = open.get();
    } catch (JedisException | WireException e) {
      failure = e;
    } finally {
      opened(lane, failure);
    }
  }

  private void opened(@Nullable Lane lane, @Nullable RuntimeException failure) {
    locked(() -> {
      opening--;
      if (lane != null) {
        answered = System.nanoTime();
        lanes.add(lane);
        pass(lane);
      } else if (lanes.isEmpty() && opening == 0) {
        LOG.debug("no connection to Redis", failure);
        queue.refuse(failure);
      }
    });
  }

  private Lane take(Caller caller) {
    return locked(() -> {
      var given = caller.lane();
      caller.give(null);
      if (given == null) {
        throw new IllegalStateException("only the caller itself takes its lane");
      }
      return given;
    });
  }

  private void carry(Lane lane) {
    var batch = nextBatch(lane);
    List<Call> again = List.of();
    try {
      if (!batch.isEmpty()) {
        batches.record(batch.size());
        again = lane.carry(batch, time(batch));
      }
    } finally {
      carried(lane, batch, again);
    }
  }

  /// @return none where the lane leads to a Redis that is not there any more
  private List<Call> nextBatch(Lane lane) {
    return locked(() -> lanes.contains(lane) ? queue.takeBatch() : List.<Call>of());
  }

  /// No longer than the one that came first may still wait, and long enough for an answer.
  private Duration time(List<Call> batch) {
    var left = limits.answer();
    for (var call : batch) {
      var own = limits.all().minus(call.caller().waited());
      left = own.compareTo(left) < 0 ? own : left;
    }
    var shortest = limits.all().minus(limits.unsent());
    return left.compareTo(shortest) < 0 ? shortest : left;
  }

  private void carried(Lane lane, List<Call> batch, List<Call> again) {
    locked(() -> {
      queue.putBack(again);
      if (lane.isReplaced()) {
        renew();
      } else if (lane.isBroken()) {
        drop(lane);
        // where one is broken, so are those that lie idle
        List.copyOf(idle).forEach(this::drop);
      } else {
        answered = batch.isEmpty() ? answered : System.nanoTime();
      }
      if (lanes.contains(lane)) {
        pass(lane);
      } else {
        lane.close();
        openForQueued();
      }
    });
  }

  private void openForQueued() {
    if (!queue.isEmpty() && idle.isEmpty()) {
      openMore();
    }
  }

  /// Under the lock: to the first caller in the queue that has none yet.
  private void pass(Lane lane) {
    if (closed || !lanes.contains(lane)) {
      lane.close();
      return;
    }
    var next = queue.firstWithoutLane();
    if (next.isPresent()) {
      next.get().give(lane);
      next.get().wake();
      return;
    }
    idle.addFirst(lane);
  }

  /// Under the lock.
  private void drop(Lane lane) {
    lanes.remove(lane);
    if (idle.remove(lane)) {
      lane.close();
    }
  }

  /// @return false where the caller must wait on
  private boolean giveUp(Caller caller) {
    return locked(() -> {
      if (caller.lane() != null) {
        return true; // it is sent at once
      }
      var isOver = !limits.all().minus(caller.waited()).isPositive();
      queue.withdraw(
          caller, isOver, isAnswering() ? RedisFailures::overloaded : RedisFailures::unavailable);
      return caller.isServed();
    });
  }

  private boolean isAnswering() {
    return System.nanoTime() - answered < limits.all().toNanos();
  }

  /// Another Redis answers: nothing more is sent on the connections that there are.
  void renew() {
    locked(() -> {
      List.copyOf(lanes).forEach(this::drop);
      openForQueued();
    });
  }

  /// Ends connections that are stuck in writing, for which there is no time-out, and those that
  /// nobody has used for long, which a firewall may have forgotten.
  void tidy() {
    locked(() -> {
      for (var lane : List.copyOf(lanes)) {
        if (lane.carries() && lane.unchanged().compareTo(STUCK) > 0) {
          lane.close();
        } else if (idle.contains(lane) && lane.unchanged().compareTo(UNUSED) > 0) {
          drop(lane);
        }
      }
    });
  }

  private void locked(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    locked(() -> {
      closed = true;
      List.copyOf(idle).forEach(this::drop);
      queue.refuse(null);
    });
    OverdueWatch.SHARED.forget(parked);
  }
}
