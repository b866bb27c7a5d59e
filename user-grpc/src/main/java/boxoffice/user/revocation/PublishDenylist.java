package boxoffice.user.revocation;

import boxoffice.user.revocation.DenylistStore.Position;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import redis.clients.jedis.exceptions.JedisException;

/// Keeps the denylist in Redis like the one in PostgreSQL: twice a second, and before a call is
/// answered that revoked something. Any number of instances may.
///
/// What Redis has is compared each time: if it lost entries or all, it gets them again; if it knows
/// more than PostgreSQL, PostgreSQL was set back, and the list gets another epoch. Nothing that is
/// revoked waits for Redis: readers that cannot follow it there ask for the list instead.
@Component
class PublishDenylist {
  private static final Logger log = LoggerFactory.getLogger(PublishDenylist.class);

  /// For whoever waits while another one publishes; as long as a command may take, and a bit.
  private static final Duration PATIENCE = Duration.ofMillis(700);

  /// More entries than that wait for the next time.
  private static final int MOST_ROUNDS = 1_000;

  private final DenylistStore list;
  private final RedisDenylist redis;
  private final ReentrantLock one = new ReentrantLock();
  private final ThreadLocal<Boolean> owed = ThreadLocal.withInitial(() -> false);

  /// Where Redis is believed to end. Guarded by `one`.
  private Position known = Position.NONE;

  private volatile boolean working = true;

  PublishDenylist(DenylistStore list, RedisDenylist redis) {
    this.list = list;
    this.redis = redis;
  }

  /// This thread has revoked something, and its call is not answered before Redis knows.
  void owe() {
    owed.set(true);
  }

  /// Before an answer leaves: whoever hears that something is revoked may rely on it, whatever
  /// becomes of this process. While Redis is away nobody believes it, so nobody waits for it.
  void settle() {
    if (!owed.get()) {
      return;
    }
    owed.remove();
    try {
      if (working && one.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          publishAll();
        } finally {
          one.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.denylist.publish-every:500ms}")
  void publish() {
    one.lock();
    try {
      publishAll();
    } finally {
      one.unlock();
    }
  }

  private void publishAll() {
    try {
      for (var round = 0; round < MOST_ROUNDS && !isPublished(); round++) {
        log.debug("the denylist in Redis goes to {}", known);
      }
      if (!working) {
        log.info("the denylist is published again");
      }
      working = true;
    } catch (JedisException | DataAccessException | TransactionException e) {
      if (working) {
        log.warn("the denylist is not published: {}", e.getMessage());
      }
      working = false;
    }
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.denylist.forget-every:1m}")
  void forgetExpired() {
    try {
      var forgotten = list.forgetExpired();
      log.debug("{} revocations refuse nothing any more", forgotten);
    } catch (DataAccessException | TransactionException e) {
      log.warn("expired revocations are not forgotten yet: {}", e.getMessage());
    }
  }

  /// One step.
  ///
  /// @return whether Redis has the whole list now
  private boolean isPublished() {
    var more = list.runAfter(known);
    if (known.isAhead(more.list())) {
      if (list.startAnew(known)) {
        log.warn("the denylist was set back behind {}: it gets another epoch", known);
      }
      return false;
    }
    var found = redis.publish(known, more);
    var taken = found.equals(more.end());
    known = found;
    return taken && more.isComplete();
  }
}
