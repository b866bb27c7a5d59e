package boxoffice.order.webhook;

import static boxoffice.db.orders.Tables.EVENT_LOOK;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import boxoffice.order.payment.ProviderEvents.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Up to when the provider was asked what happened, by all instances together. PostgreSQL's clock
/// decides, which all of them share.
final class LookStore {
  /// Asking for a page and taking it in fits into it.
  private static final Duration SHORTEST = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Field<Instant> NOW =
      field("clock_timestamp()", EVENT_LOOK.LOOKED_UNTIL.getDataType());

  private final DSLContext sql;
  private final Duration interval;
  private final Duration lease;

  /// @param interval at least so long lies between two looks, and before the end of one
  LookStore(DSLContext sql, Duration interval) {
    this.sql = sql;
    this.interval = interval;
    this.lease = atMost(LONGEST, atLeast(SHORTEST, interval));
  }

  private static Duration atLeast(Duration least, Duration time) {
    return time.compareTo(least) < 0 ? least : time;
  }

  private static Duration atMost(Duration most, Duration time) {
    return time.compareTo(most) > 0 ? most : time;
  }

  /// A look that one instance takes.
  ///
  /// @param created what it is for. It begins one interval before the end of the last one: the
  ///   provider's clock may be late, and so may be what it lists
  /// @param leasedUntil nobody else takes one before
  record Look(Span created, Instant leasedUntil) {}

  /// Empty while somebody else looks, and until it is time again.
  Optional<Look> begin() {
    return sql.update(EVENT_LOOK)
        .set(EVENT_LOOK.LEASED_UNTIL, in(lease))
        .where(EVENT_LOOK.LEASED_UNTIL.isNull().or(EVENT_LOOK.LEASED_UNTIL.le(NOW)))
        .and(EVENT_LOOK.LOOKED_UNTIL.le(in(interval.multipliedBy(2).negated())))
        .returning(EVENT_LOOK.LOOKED_UNTIL, EVENT_LOOK.LEASED_UNTIL)
        .fetchOptional(row -> {
          var leasedUntil = row.get(EVENT_LOOK.LEASED_UNTIL);
          var from = row.get(EVENT_LOOK.LOOKED_UNTIL).minus(interval);
          return new Look(new Span(from, leasedUntil.minus(lease).minus(interval)), leasedUntil);
        });
  }

  /// @return the look, with its time begun anew; empty when somebody else has taken it over
  Optional<Look> goOn(Look look) {
    return sql.update(EVENT_LOOK)
        .set(EVENT_LOOK.LEASED_UNTIL, in(lease))
        .where(EVENT_LOOK.LEASED_UNTIL.eq(look.leasedUntil()))
        .returning(EVENT_LOOK.LEASED_UNTIL)
        .fetchOptional(row -> new Look(look.created(), row.get(EVENT_LOOK.LEASED_UNTIL)));
  }

  /// All of it was taken, but for what is to be tried again.
  ///
  /// @param again the oldest event of that was created then; null for none. The next look begins
  ///   before it
  void end(Look look, @Nullable Instant again) {
    var until = look.created().until();
    sql.update(EVENT_LOOK)
        .set(EVENT_LOOK.LOOKED_UNTIL, again != null && again.isBefore(until) ? again : until)
        .setNull(EVENT_LOOK.LEASED_UNTIL)
        .where(EVENT_LOOK.LEASED_UNTIL.eq(look.leasedUntil()))
        .execute();
  }

  /// How far all looks together have come.
  Instant lookedUntil() {
    return sql.select(EVENT_LOOK.LOOKED_UNTIL).from(EVENT_LOOK).fetchSingle().value1();
  }

  /// Not all of it was: the next look is for the same time.
  void giveBack(Look look) {
    sql.update(EVENT_LOOK)
        .setNull(EVENT_LOOK.LEASED_UNTIL)
        .where(EVENT_LOOK.LEASED_UNTIL.eq(look.leasedUntil()))
        .execute();
  }

  private static Field<Instant> in(Duration time) {
    return field(
        "{0} + {1} * interval '1 millisecond'",
        EVENT_LOOK.LOOKED_UNTIL.getDataType(), NOW, val(time.toMillis(), SQLDataType.BIGINT));
  }
}
