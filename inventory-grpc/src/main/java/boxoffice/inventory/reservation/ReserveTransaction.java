package boxoffice.inventory.reservation;

import boxoffice.db.OneTrip;
import boxoffice.db.Repeating;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.v1.UnavailableReason;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// The transaction that makes a reservation: all of it or nothing, and refused after its deadline
/// or when a pool was rebuilt since the pin. READ COMMITTED; every decision is how many rows a
/// statement changes. Repeated whole where it lost to another.
final class ReserveTransaction {
  private final DSLContext sql;
  private final Clock clock;
  private final Repeating repeating = new Repeating();

  ReserveTransaction(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// What came of reserving.
  sealed interface Reserved {
    /// @param reservation as it stands: this one, or the one that the order had before
    record Done(Reservation reservation) implements Reserved {}

    /// Nothing was reserved, like in all that follow: the order's seats were given back before.
    record Freed() implements Reserved {}

    /// The hold is over, or the deadline has passed.
    record TooLate() implements Reserved {}

    /// A pool was rebuilt since the pin.
    record Rebuilt(Reservation reservation) implements Reserved {}

    /// @param of a ticket type or sku; empty for the seats of a performance
    record OverBuyerLimit(int limit, int owned, String of) implements Reserved {}

    record SeatsTaken(UUID performanceId, Map<UUID, UnavailableReason> seats) implements Reserved {
      public SeatsTaken {
        seats = Collections.unmodifiableMap(new LinkedHashMap<>(seats));
      }
    }

    record NotEnough(String sku, int available) implements Reserved {}
  }

  /// Rolls the transaction back.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reserved why;

    Refused(Reserved why) {
      super(null, null, false, false);
      this.why = why;
    }
  }

  /// Three round trips, whatever there is to reserve: the locks, the statements, the commit.
  Reserved reserve(Wanted wanted) {
    return repeating.run(() -> reserveOnce(wanted));
  }

  private Reserved reserveOnce(Wanted wanted) {
    var reservation = wanted.reservation();
    try {
      return sql.transactionResult(transaction -> {
        var inside = transaction.dsl();
        PerformanceLock.shared(inside, reservation.performances());
        run(inside, wanted);
        return new Reserved.Done(reservation);
      });
    } catch (Refused refused) {
      return refused.why;
    }
  }

  private void run(DSLContext inside, Wanted wanted) {
    var steps = new ReserveSteps(inside, wanted, clock.instant()).all();
    var changed = OneTrip.run(inside, steps.stream().map(Step::query).toList());
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] != steps.get(i).rows()) {
        throw new Refused(steps.get(i).otherwise().apply(inside));
      }
    }
  }
}
