package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.WORK;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;

/// The list of orders that still need something done, shared by all instances.
final class WorkStore {
  private final DSLContext sql;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Duration leaseTime;

  WorkStore(DSLContext sql, Clock clock, Supplier<UUID> ids, Duration leaseTime) {
    this.sql = sql;
    this.clock = clock;
    this.ids = ids;
    this.leaseTime = leaseTime;
  }

  /// A lease for an order that is about to be stored with [#begin].
  Lease newLease(UUID orderId) {
    return new Lease(orderId, ids.get(), clock.instant().plus(leaseTime), 0);
  }

  Query begin(DSLContext transaction, Lease lease) {
    return transaction
        .insertInto(WORK, WORK.ORDER_ID, WORK.DUE_AT, WORK.LEASE_ID, WORK.LEASED_UNTIL)
        .values(lease.orderId(), clock.instant(), lease.id(), lease.until());
  }

  /// Empty while somebody else works on it, and when nothing is left to do.
  Optional<Lease> take(UUID orderId) {
    var lease = newLease(orderId);
    return sql.update(WORK)
        .set(WORK.DUE_AT, clock.instant())
        .set(WORK.LEASE_ID, lease.id())
        .set(WORK.LEASED_UNTIL, lease.until())
        .where(WORK.ORDER_ID.eq(orderId))
        .and(isFree())
        .returning(WORK.TRIES)
        .fetchOptional(WORK.TRIES)
        .map(tries -> new Lease(orderId, lease.id(), lease.until(), tries));
  }

  /// There is something new to do. Also for an order that nothing was left to do for.
  Query wake(DSLContext transaction, UUID orderId) {
    return transaction
        .insertInto(WORK, WORK.ORDER_ID, WORK.DUE_AT)
        .values(orderId, clock.instant())
        .onConflict(WORK.ORDER_ID)
        .doUpdate()
        .set(WORK.DUE_AT, clock.instant());
  }

  /// Takes what is due, the longest due first, each order for one taker only.
  List<Lease> takeDue(int max) {
    var until = clock.instant().plus(leaseTime);
    var due =
        sql.select(WORK.ORDER_ID)
            .from(WORK)
            .where(WORK.DUE_AT.le(clock.instant()))
            .and(isFree())
            .orderBy(WORK.DUE_AT)
            .limit(max)
            .forUpdate()
            .skipLocked();
    var id = ids.get();
    return sql.update(WORK)
        .set(WORK.LEASE_ID, id)
        .set(WORK.LEASED_UNTIL, until)
        .where(WORK.ORDER_ID.in(due))
        .returning(WORK.ORDER_ID, WORK.TRIES)
        .fetch(row -> new Lease(row.get(WORK.ORDER_ID), id, until, row.get(WORK.TRIES)));
  }

  /// Whether more than half of its time is left.
  boolean isFresh(Lease lease, Instant now) {
    return now.plus(leaseTime.dividedBy(2)).isBefore(lease.until());
  }

  /// @return the lease, good for longer; empty when it was lost
  Optional<Lease> renew(Lease lease) {
    var until = clock.instant().plus(leaseTime);
    var kept = sql.update(WORK).set(WORK.LEASED_UNTIL, until).where(isOf(lease)).execute();
    return kept == 0
        ? Optional.empty()
        : Optional.of(new Lease(lease.orderId(), lease.id(), until, lease.tries()));
  }

  /// Gives it back, to be worked on again at that time, after progress was made.
  void park(Lease lease, Instant due) {
    park(sql, lease, due).execute();
  }

  Query park(DSLContext transaction, Lease lease, Instant due) {
    return release(transaction, lease, due, 0);
  }

  /// Gives it back, to be tried again at that time.
  void giveUp(Lease lease, Instant due) {
    release(sql, lease, due, lease.tries() + 1).execute();
  }

  /// Nothing is left to do.
  Query end(DSLContext transaction, UUID orderId) {
    return transaction.deleteFrom(WORK).where(WORK.ORDER_ID.eq(orderId));
  }

  void end(UUID orderId) {
    end(sql, orderId).execute();
  }

  private static Query release(DSLContext transaction, Lease lease, Instant due, int tries) {
    return transaction
        .update(WORK)
        .set(WORK.DUE_AT, due)
        .setNull(WORK.LEASE_ID)
        .setNull(WORK.LEASED_UNTIL)
        .set(WORK.TRIES, tries)
        .where(isOf(lease));
  }

  private Condition isFree() {
    return WORK.LEASED_UNTIL.isNull().or(WORK.LEASED_UNTIL.le(clock.instant()));
  }

  private static Condition isOf(Lease lease) {
    return WORK.ORDER_ID.eq(lease.orderId()).and(WORK.LEASE_ID.eq(lease.id()));
  }
}
