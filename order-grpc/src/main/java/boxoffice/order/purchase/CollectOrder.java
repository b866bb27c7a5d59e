package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static org.jooq.impl.DSL.selectOne;

import boxoffice.guard.repetition.Repetition;
import boxoffice.order.item.OrderCode;
import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Hands out the products of an order, once: of two who try at the same time one is told that they
/// were collected.
final class CollectOrder {
  private final DSLContext sql;
  private final OrderStore orders;
  private final Clock clock;

  CollectOrder(DSLContext sql, OrderStore orders, Clock clock) {
    this.sql = sql;
    this.orders = orders;
    this.clock = clock;
  }

  /// What the caller asks for, whose organisation's the performance is.
  record Request(UUID requestId, UUID performanceId, OrderCode code) {}

  /// What came of it.
  sealed interface Result {
    record Collected(Order order) implements Result {}

    record Not(Order order, Why why) implements Result {}
  }

  /// Why products cannot be handed out.
  enum Why {
    NOT_CONFIRMED,
    NO_PRODUCTS,
    COLLECTED
  }

  /// Safe to repeat.
  ///
  /// @param until the caller is answered by then
  /// @throws WireException NOT_FOUND for a code that is no order's of the performance;
  ///   IDEMPOTENCY_KEY_REUSED for another one
  Result collect(Caller staff, Request request, Instant until) {
    return Contended.tryAgain(() -> tryOnce(staff, request), until, clock);
  }

  /// @return empty when the order has changed meanwhile
  private Optional<Result> tryOnce(Caller staff, Request request) {
    var requestId = DerivedId.of("collect", staff.subject(), request.requestId().toString());
    var order = find(request);
    if (isCollectable(order) && changed(staff, requestId, order)) {
      return Optional.of(new Result.Collected(find(request)));
    }
    var done = orders.findOfCollectRequest(requestId);
    if (done.isPresent()) {
      return Optional.of(repeated(done.get(), order));
    }
    return isCollectable(order) ? Optional.empty() : Optional.of(refused(order));
  }

  private static boolean isCollectable(Order order) {
    return order.state() == OrderState.CONFIRMED
        && order.terms().sale().collectedAt() == null
        && order.items(order.left()).stream().anyMatch(Item.Product.class::isInstance);
  }

  private Order find(Request request) {
    return orders
        .findOfCode(request.code())
        .filter(order -> order.terms().performanceId().equals(request.performanceId()))
        .orElseThrow(() -> WireException.notFound("order"));
  }

  /// A request that has handed out something hands out nothing more.
  ///
  /// @return false also when the order has changed meanwhile
  private boolean changed(Caller staff, UUID requestId, Order order) {
    var now = clock.instant();
    var other = ORDER.as("other");
    return sql.transactionResult(transaction -> {
      var in = transaction.dsl();
      var used = selectOne().from(other).where(other.COLLECT_REQUEST_ID.eq(requestId));
      var changed =
          in.update(ORDER)
              .set(ORDER.FULFILMENT, Fulfilment.COLLECTED.name())
              .set(ORDER.COLLECTED_AT, now)
              .set(ORDER.COLLECT_REQUEST_ID, requestId)
              .set(ORDER.VERSION, ORDER.VERSION.plus(1))
              .set(ORDER.UPDATED_AT, now)
              .where(ORDER.ORDER_ID.eq(order.id()))
              .and(ORDER.VERSION.eq(order.version()))
              .andNotExists(used)
              .execute();
      if (changed == 1) {
        SaleActs.collected(in, order.id(), staff.accountId(), now).execute();
      }
      return changed == 1;
    });
  }

  private static Result repeated(Order done, Order asked) {
    if (!done.id().equals(asked.id())) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return new Result.Collected(done);
  }

  private static Result refused(Order order) {
    if (order.terms().sale().collectedAt() != null) {
      return new Result.Not(order, Why.COLLECTED);
    }
    return new Result.Not(
        order, order.state() == OrderState.CONFIRMED ? Why.NO_PRODUCTS : Why.NOT_CONFIRMED);
  }
}
