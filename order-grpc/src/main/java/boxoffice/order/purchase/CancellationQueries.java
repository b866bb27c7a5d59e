package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.CANCELLATION;
import static boxoffice.db.orders.Tables.TICKET;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.UpdateConditionStep;
import org.jspecify.annotations.Nullable;

/// Cancellations of a change as statements, and what becomes of tickets.
final class CancellationQueries {
  private static final String ISSUED = "ISSUED";
  private static final String VOID = "VOID";

  private final Clock clock;

  CancellationQueries(Clock clock) {
    this.clock = clock;
  }

  /// Each must change one row: also the ticket of each single item, which nobody was let in with.
  List<Query> of(DSLContext in, Change change) {
    var orderId = change.after().id();
    var queries = new ArrayList<Query>();
    for (var cancellation : change.after().cancellations()) {
      var old = change.before().cancellation(cancellation.id());
      if (old.isEmpty()) {
        queries.add(insert(in, orderId, cancellation));
      } else if (!old.get().equals(cancellation)) {
        queries.add(update(in, old.get(), cancellation));
      }
    }
    change.cancels().stream()
        .flatMap(cancellation -> cancellation.wish().positions().stream())
        .filter(position -> change.after().terms().items().get(position) instanceof Item.Seat)
        .map(position -> voided(in, orderId).and(TICKET.POSITION.eq(position)))
        .forEach(queries::add);
    return queries;
  }

  /// What follows from it, however many rows that changes.
  List<Query> besides(DSLContext in, Change change) {
    var orderId = change.after().id();
    var queries = new ArrayList<Query>();
    var cancels = change.cancels();
    if (change.has(Change.Effect.VOID_TICKETS)
        && cancels.filter(Cancellation::isOfItems).isEmpty()) {
      queries.add(voided(in, orderId));
    }
    change.after().cancellations().stream()
        .filter(cancellation -> change.before().cancellation(cancellation.id()).isEmpty())
        .flatMap(cancellation -> SaleActs.cancelled(in, orderId, cancellation).stream())
        .forEach(queries::add);
    return queries;
  }

  private UpdateConditionStep<? extends Record> voided(DSLContext in, UUID orderId) {
    return in.update(TICKET)
        .set(TICKET.STATE, VOID)
        .set(TICKET.VOIDED_AT, clock.instant())
        .where(TICKET.ORDER_ID.eq(orderId))
        .and(TICKET.STATE.eq(ISSUED));
  }

  private Query insert(DSLContext in, UUID orderId, Cancellation cancellation) {
    var wish = cancellation.wish();
    var organiser = wish.organiser();
    var verdict = cancellation.verdict();
    return in.insertInto(CANCELLATION)
        .set(CANCELLATION.CANCELLATION_ID, cancellation.id())
        .set(CANCELLATION.ORDER_ID, orderId)
        .set(CANCELLATION.POSITIONS, positions(wish))
        .set(CANCELLATION.ORGANISER, organiser == null ? null : organiser.accountId())
        .set(CANCELLATION.REASON, organiser == null ? null : organiser.reason())
        .set(CANCELLATION.STATE, cancellation.state().name())
        .set(CANCELLATION.REFUSAL, name(verdict.refusal()))
        .set(CANCELLATION.UNTIL_AT, verdict.until())
        .set(CANCELLATION.FEE_MINOR, verdict.feeMinor())
        .set(CANCELLATION.ASKED_AT, cancellation.askedAt())
        .set(CANCELLATION.UPDATED_AT, clock.instant())
        .onConflictDoNothing();
  }

  private static Integer @Nullable [] positions(Cancellation.Wish wish) {
    return wish.isOfItems() ? wish.positions().toArray(Integer[]::new) : null;
  }

  private Query update(DSLContext in, Cancellation before, Cancellation cancellation) {
    return in.update(CANCELLATION)
        .set(CANCELLATION.STATE, cancellation.state().name())
        .set(CANCELLATION.REFUSAL, name(cancellation.verdict().refusal()))
        .set(CANCELLATION.FREED, cancellation.freed())
        .set(CANCELLATION.UPDATED_AT, clock.instant())
        .where(CANCELLATION.CANCELLATION_ID.eq(cancellation.id()))
        .and(CANCELLATION.STATE.eq(before.state().name()));
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
