package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.WORK;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import boxoffice.db.orders.tables.records.WorkRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateConditionStep;

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
    return new Lease(orderId, ids.get(), clock.instant().plus(leaseTime), 0, 0);
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
        .returning(WORK.TRIES, WORK.WAKES)
        .fetchOptional(row ->
            new Lease(
                orderId, lease.id(), lease.until(), row.get(WORK.TRIES), row.get(WORK.WAKES)));
  }

  /// There is something new to do, which whoever works on the order has not seen. Also for an order
  /// that nothing was left to do for.
  Query wake(DSLContext transaction, UUID orderId) {
    return transaction
        .insertInto(WORK, WORK.ORDER_ID, WORK.DUE_AT)
        .values(orderId, clock.instant())
        .onConflict(WORK.ORDER_ID)
        .doUpdate()
        .set(WORK.DUE_AT, clock.instant())
        .set(WORK.WAKES, WORK.WAKES.plus(1));
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
        .returning(WORK.ORDER_ID, WORK.TRIES, WORK.WAKES)
        .fetch(row ->
            new Lease(row.get(WORK.ORDER_ID), id, until, row.get(WORK.TRIES), row.get(WORK.WAKES)));
  }

  /// Whether more than half of its time is left.
  boolean isFresh(Lease lease, Instant now) {
    return now.plus(leaseTime.dividedBy(2)).isBefore(lease.until());
  }

  /// @return the lease, good for longer and for all that is new; empty when it was lost
  Optional<Lease> renew(Lease lease) {
    var until = clock.instant().plus(leaseTime);
    return sql.update(WORK)
        .set(WORK.LEASED_UNTIL, until)
        .where(isOf(lease))
        .returning(WORK.WAKES)
        .fetchOptional(row ->
            new Lease(lease.orderId(), lease.id(), until, lease.tries(), row.get(WORK.WAKES)));
  }

  /// Gives it back, to be worked on again at that time, after progress was made.
  ///
  /// @return false when it was lost, or something new is there to be done first
  boolean park(Lease lease, Instant due) {
    return park(sql, lease, due).execute() == 1;
  }

  Query park(DSLContext transaction, Lease lease, Instant due) {
    return release(transaction, lease, val(due, WORK.DUE_AT), 0).and(hasSeenAll(lease));
  }

  /// Gives it back, to be tried again at that time; at once when something new came meanwhile.
  void giveUp(Lease lease, Instant due) {
    var next =
        when(hasSeenAll(lease), val(due, WORK.DUE_AT)).otherwise(val(clock.instant(), WORK.DUE_AT));
    release(sql, lease, next, lease.tries() + 1).execute();
  }

  /// Nothing is left to do.
  ///
  /// @return false as of [#park]
  boolean end(Lease lease) {
    return end(sql, lease).execute() == 1;
  }

  Query end(DSLContext transaction, Lease lease) {
    return transaction.deleteFrom(WORK).where(isOf(lease)).and(hasSeenAll(lease));
  }

  private static UpdateConditionStep<WorkRecord> release(
      DSLContext transaction, Lease lease, Field<Instant> due, int tries) {
    return transaction
        .update(WORK)
        .set(WORK.DUE_AT, due)
        .setNull(WORK.LEASE_ID)
        .setNull(WORK.LEASED_UNTIL)
        .set(WORK.TRIES, tries)
        .where(isOf(lease));
  }

  private static Condition hasSeenAll(Lease lease) {
    return WORK.WAKES.eq(lease.wakes());
  }

  private Condition isFree() {
    return WORK.LEASED_UNTIL.isNull().or(WORK.LEASED_UNTIL.le(clock.instant()));
  }

  private static Condition isOf(Lease lease) {
    return WORK.ORDER_ID.eq(lease.orderId()).and(WORK.LEASE_ID.eq(lease.id()));
  }
}
