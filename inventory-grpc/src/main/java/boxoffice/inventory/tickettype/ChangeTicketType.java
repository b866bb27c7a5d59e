package boxoffice.inventory.tickettype;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.performance.PerformanceChanges.Deed;
import boxoffice.inventory.performance.TicketType;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/// Adds, changes and withdraws ticket types. The performance is locked meanwhile and changes with
/// them, because it is read with them.
final class ChangeTicketType {
  private static final int MOST_OF_A_CATEGORY = 20;
  private static final String NOUN = "ticket type";

  private final PerformanceChanges changes;
  private final TicketTypeStore store;

  ChangeTicketType(PerformanceChanges changes, TicketTypeStore store) {
    this.changes = changes;
    this.store = store;
  }

  /// Safe to repeat: the id follows from caller and request.
  ///
  /// @param wanted as it is to be, under the id that the change creates
  /// @param price of one seat
  /// @throws WireException NOT_FOUND for the performance, VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED
  Answer create(Change change, TicketType wanted, Money price) {
    var answer = changes.inTransaction(inside -> createInside(inside, change, wanted, price));
    changes.announce(wanted.performanceId());
    return answer;
  }

  private Answer createInside(DSLContext inside, Change change, TicketType wanted, Money price) {
    var performance = changes.lock(inside, wanted.performanceId(), "performance").performance();
    var known = store.find(inside, wanted.ticketTypeId());
    if (known.isPresent()) {
      change.checkSame(known.get().requestHash().toByteArray());
      return new Answer.Done(known.get().type(), performance.currency());
    }
    if (performance.state() == Performance.State.CANCELLED) {
      return new Answer.Refused(Answer.Why.PERFORMANCE_CANCELLED);
    }
    if (!performance.prices().containsKey(wanted.category())) {
      throw WireException.invalidField("category", "has no price in the performance");
    }
    checkCurrency(performance, price);
    checkName(performance, wanted);
    if (ofCategory(performance, wanted.category()) >= MOST_OF_A_CATEGORY) {
      return new Answer.Refused(Answer.Why.TOO_MANY);
    }
    store.insert(inside, wanted, change);
    changes.touch(inside, performance.performanceId());
    var deed = new Deed(wanted.ticketTypeId(), Map.of(), TicketTypeJson.of(wanted));
    changes.record(inside, change, "ticket-type-created", performance, deed);
    return new Answer.Done(wanted, performance.currency());
  }

  /// @param seen the etag, or empty
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED
  Answer update(Change change, UUID id, String seen, TicketTypeEdit edit) {
    return locked(
        id,
        (inside, performance) -> {
          var known = store.find(inside, id).orElseThrow();
          if (change.isLast(known.lastChange())) {
            return new Answer.Done(known.type(), performance.currency());
          }
          Change.checkEtag(seen, known.type().revision());
          if (performance.state() == Performance.State.CANCELLED) {
            return new Answer.Refused(Answer.Why.PERFORMANCE_CANCELLED);
          }
          if (known.type().withdrawn()) {
            return new Answer.Refused(Answer.Why.WITHDRAWN);
          }
          var after = edit.of(known.type());
          if (edit.mask().has("price")) {
            checkCurrency(performance, edit.price());
          }
          checkName(performance, after);
          var fields = edit.mask().fields();
          var deed =
              new Deed(
                  id, TicketTypeJson.of(known.type(), fields), TicketTypeJson.of(after, fields));
          return write(inside, change, "ticket-type-updated", performance, new Step(after, deed));
        });
  }

  /// @param seen the etag, or empty
  /// @return always done
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Answer.Done withdraw(Change change, UUID id, String seen) {
    return locked(
        id,
        (inside, performance) -> {
          var known = store.find(inside, id).orElseThrow();
          if (change.isLast(known.lastChange())) {
            return new Answer.Done(known.type(), performance.currency());
          }
          Change.checkEtag(seen, known.type().revision());
          if (known.type().withdrawn()) {
            return new Answer.Done(known.type(), performance.currency());
          }
          var deed = new Deed(id, Map.of("withdrawn", false), Map.of("withdrawn", true));
          var step = new Step(known.type().withdrawnNow(), deed);
          return write(inside, change, "ticket-type-withdrawn", performance, step);
        });
  }

  /// With the ticket type's performance locked, which is the caller's.
  private <T> T locked(UUID id, BiFunction<DSLContext, Performance, T> work) {
    var performanceId =
        changes
            .inTransaction(inside -> store.find(inside, id))
            .orElseThrow(() -> WireException.notFound(NOUN))
            .type()
            .performanceId();
    var answer =
        changes.inTransaction(
            inside -> work.apply(inside, changes.lock(inside, performanceId, NOUN).performance()));
    changes.announce(performanceId);
    return answer;
  }

  private record Step(TicketType after, Deed deed) {}

  private Answer.Done write(
      DSLContext inside, Change change, String action, Performance performance, Step step) {
    store.update(inside, step.after(), change);
    changes.touch(inside, performance.performanceId());
    changes.record(inside, change, action, performance, step.deed());
    var after = store.find(inside, step.after().ticketTypeId()).orElseThrow();
    return new Answer.Done(after.type(), performance.currency());
  }

  private static void checkCurrency(Performance performance, Money price) {
    if (!price.getCurrency().equals(performance.currency())) {
      throw WireException.invalidField(
          "price", "the currency of the performance is " + performance.currency());
    }
  }

  private static void checkName(Performance performance, TicketType wanted) {
    for (var other : performance.ticketTypes()) {
      if (other.category().equals(wanted.category())
          && other.displayName().equals(wanted.displayName())
          && !other.ticketTypeId().equals(wanted.ticketTypeId())) {
        throw WireException.invalidField("display_name", "the category has one of that name");
      }
    }
  }

  private static long ofCategory(Performance performance, String category) {
    return performance.ticketTypes().stream()
        .filter(type -> type.category().equals(category))
        .count();
  }
}
