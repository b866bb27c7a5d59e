package boxoffice.inventory.redis;

import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.REDIS_NODE;
import static org.jooq.impl.DSL.currentInstant;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which Redis answers at which address, as PostgreSQL remembers it for all processes.
///
/// A Redis that was restarted, rolled back, emptied or replaced may lack holds and seats that it
/// had acknowledged. So before anything is sent to one that is not known, every pool gets its next
/// epoch, in one transaction: none sells again before it was built anew.
///
/// Fails closed: while PostgreSQL cannot be asked, a Redis that is not known is not used.
public final class NodeIdentities {
  private static final Logger LOG = LoggerFactory.getLogger(NodeIdentities.class);

  private final DSLContext sql;
  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  public NodeIdentities(DSLContext sql) {
    this.sql = sql;
  }

  /// To be told when another Redis answers, before anything is sent to it.
  public void whenReplaced(Runnable listener) {
    listeners.add(listener);
  }

  /// What is known of an address changes first in PostgreSQL, then here.
  ///
  /// @throws boxoffice.wire.WireException INVENTORY_UNAVAILABLE when it is another one than before
  ///   and that cannot be remembered now
  public void meet(String address, String identity) {
    if (identity.equals(known.get(address))) {
      return;
    }
    lock.lock();
    try {
      if (identity.equals(known.get(address))) {
        return;
      }
      remember(address, identity);
      listeners.forEach(Runnable::run);
      known.put(address, identity);
    } catch (DataAccessException e) {
      LOG.warn("the Redis at {} is another one, and PostgreSQL cannot be told", address);
      throw RedisFailures.unavailable(e);
    } finally {
      lock.unlock();
    }
  }

  /// Of several processes that see the same change one begins the epochs; the others wait for its
  /// row and find it equal.
  private void remember(String address, String identity) {
    sql.transaction(transaction -> {
      var inside = transaction.dsl();
      var before = before(inside, address, identity);
      if (identity.equals(before) || (before == null && isFirst(inside, address))) {
        return;
      }
      inside
          .update(REDIS_NODE)
          .set(REDIS_NODE.IDENTITY, identity)
          .set(REDIS_NODE.SEEN_AT, currentInstant())
          .where(REDIS_NODE.ADDRESS.eq(address))
          .execute();
      var pools =
          inside
              .update(POOL)
              .set(POOL.EPOCH, POOL.EPOCH.plus(1))
              .setNull(POOL.BUILDING_SINCE)
              .execute();
      LOG.warn("the Redis at {} is another one: {} pools are to be built anew", address, pools);
    });
  }

  /// @return null where the address was not known to anybody
  private static @Nullable String before(DSLContext inside, String address, String identity) {
    var isNew =
        inside
                .insertInto(REDIS_NODE)
                .set(REDIS_NODE.ADDRESS, address)
                .set(REDIS_NODE.IDENTITY, identity)
                .set(REDIS_NODE.SEEN_AT, currentInstant())
                .onConflictDoNothing()
                .execute()
            == 1;
    return isNew
        ? null
        : inside
            .select(REDIS_NODE.IDENTITY)
            .from(REDIS_NODE)
            .where(REDIS_NODE.ADDRESS.eq(address))
            .forUpdate()
            .fetchSingle(REDIS_NODE.IDENTITY);
  }

  private static boolean isFirst(DSLContext inside, String address) {
    return !inside.fetchExists(REDIS_NODE, REDIS_NODE.ADDRESS.ne(address));
  }
}
