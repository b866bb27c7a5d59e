package boxoffice.load.check;

import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.OUTBOX;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.REFUND;
import static boxoffice.db.audit.Tables.SEAT;
import static org.jooq.impl.DSL.select;

import boxoffice.load.system.Target;
import java.time.Duration;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Waits until the system is at rest after the load: no order PENDING, no payment or refund open,
/// nothing unsent, no seat held, and none reserved that is paid for. The sum of the reliability
/// rules' constants is only the limit.
public final class Quiescence {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Target target;
  private final Sale sale;

  public Quiescence(Target target, Sale sale) {
    this.target = target;
    this.sale = sale;
  }

  /// What was open at one moment.
  ///
  /// @param after since the waiting began
  /// @param limit when it is given up
  /// @param openPayments and refunds
  /// @param unbooked seats of confirmed orders
  /// @param held seats that are not offered, and that no order has
  /// @param trouble why it could not be seen; null when it could
  public record Look(
      Duration after,
      Duration limit,
      long pendingOrders,
      long openPayments,
      long unsent,
      long unbooked,
      long held,
      @Nullable String trouble) {

    public boolean isQuiet() {
      return trouble == null && pendingOrders + openPayments + unsent + unbooked + held == 0;
    }

    @Override
    public String toString() {
      return trouble != null
          ? trouble
          : pendingOrders
              + " pending orders, "
              + openPayments
              + " open payments, "
              + unsent
              + " unsent, "
              + unbooked
              + " unbooked, "
              + held
              + " held seats";
    }
  }

  private record Open(long pending, long payments, long unsent, long unbooked, long taken) {}

  /// Returns when all is at rest, at the limit, or when the thread is interrupted.
  ///
  /// @param listener hears of every look
  /// @return the last look: what was still open, if anything
  public Look await(Consumer<Look> listener) {
    var postgres = target.postgres();
    var began = System.nanoTime();
    if (postgres == null) {
      var look = unseen(Duration.ZERO, limit(), "no login for the audit views is given");
      listener.accept(look);
      return look;
    }
    try (var snapshots = new Snapshots(postgres, PATIENCE);
        var documents = new Documents()) {
      while (true) {
        var look = look(snapshots, documents, began);
        listener.accept(look);
        if (look.isQuiet() || look.after().compareTo(look.limit()) >= 0 || !pause()) {
          return look;
        }
      }
    }
  }

  private Look look(Snapshots snapshots, Documents documents, long began) {
    try {
      // the hall first: a hold that becomes a reservation between the two is then missed, not made
      // up
      var hall = documents.hall(target.edge(), sale.performanceId());
      var open = snapshots.read(this::open);
      return new Look(
          since(began),
          limit(),
          open.pending(),
          open.payments(),
          open.unsent(),
          open.unbooked(),
          Math.max(0, hall.takenCount() - open.taken()),
          null);
    } catch (Documents.NotRead | DataAccessException e) {
      return unseen(since(began), limit(), String.valueOf(e.getMessage()));
    }
  }

  private static Look unseen(Duration after, Duration limit, String why) {
    return new Look(after, limit, 0, 0, 0, 0, 0, why);
  }

  private Open open(DSLContext sql) {
    return new Open(
        sql.fetchCount(ORDER, ORDER.STATE.eq("PENDING")),
        sql.fetchCount(PAYMENT, PAYMENT.STATE.notIn("PAID", "DECLINED", "CANCELLED"))
            + sql.fetchCount(REFUND, REFUND.STATE.notIn("SUCCEEDED", "FAILED")),
        sql.fetchCount(OUTBOX, OUTBOX.PUBLISHED_AT.isNull()),
        sql.fetchCount(
            SEAT,
            SEAT.STATE
                .eq("RESERVED")
                .and(
                    SEAT.ORDER_ID.in(
                        select(ORDER.ORDER_ID).from(ORDER).where(ORDER.STATE.eq("CONFIRMED"))))),
        sql.fetchCount(
            SEAT, SEAT.PERFORMANCE_ID.eq(sale.performanceId()).and(SEAT.STATE.ne("FREE"))));
  }

  /// An order that is pending may first wait for its payment.
  private Duration limit() {
    var constants = target.constants();
    return Duration.ofSeconds(
        constants.unknownSeconds()
            + constants.refundSeconds()
            + constants.holdSeconds()
            + constants.marginSeconds()
            + constants.freeSeconds()
            + constants.paySeconds());
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
