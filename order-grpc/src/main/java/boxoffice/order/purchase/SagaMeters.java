package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.WORK;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.min;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/// How much is left to do for orders, by their state: how many, how many items they keep, and how
/// late the work is; how many orders a person must look at, with or without work left; and how many
/// payments are unclear. Each instance tells the same, read from the database now and then; a
/// database that is away leaves the figures as they were.
///
/// And what became of orders, payments and refunds: counted by the instance that stored it, once it
/// is stored. A crash just then loses a count, never an order.
final class SagaMeters {
  private static final String STATE = "state";
  private static final String ORDERS = "boxoffice.orders.changed";
  private static final String PAYMENTS = "boxoffice.payments.changed";
  private static final String REFUNDS = "boxoffice.refunds.changed";

  private final DSLContext sql;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Counter stuck;
  private volatile Map<String, Figures> byState = Map.of();
  private volatile Map<String, Integer> stuckByState = Map.of();
  private volatile int unclear;

  SagaMeters(DSLContext sql, Clock clock, MeterRegistry meters) {
    this.sql = sql;
    this.clock = clock;
    this.meters = meters;
    this.stuck = Counter.builder("boxoffice.orders.got.stuck").register(meters);
    Gauge.builder("boxoffice.payments.unknown", () -> unclear)
        .description("payment attempts of which nobody knows yet whether money moved")
        .register(meters);
    Arrays.stream(OrderState.values()).map(Enum::name).forEach(state -> register(state, meters));
    begin(ORDERS, EnumSet.complementOf(EnumSet.of(OrderState.PENDING)));
    begin(PAYMENTS, EnumSet.complementOf(EnumSet.of(AttemptState.CREATED)));
    begin(REFUNDS, EnumSet.complementOf(EnumSet.of(RefundState.CREATED)));
  }

  /// A counter that begins at 0 shows its first increase.
  private void begin(String meter, Set<? extends Enum<?>> states) {
    states.forEach(state -> counter(meter, state));
  }

  private Counter counter(String meter, Enum<?> state) {
    return meters.counter(meter, STATE, state.name());
  }

  private void register(String state, MeterRegistry meters) {
    Gauge.builder("boxoffice.orders.open", () -> of(state).open())
        .tag(STATE, state)
        .register(meters);
    Gauge.builder("boxoffice.orders.stuck", () -> stuckByState.getOrDefault(state, 0))
        .tag(STATE, state)
        .register(meters);
    Gauge.builder("boxoffice.orders.items", () -> of(state).items())
        .tag(STATE, state)
        .register(meters);
    Gauge.builder("boxoffice.orders.late", () -> of(state).late(clock.instant()).toSeconds())
        .tag(STATE, state)
        .baseUnit("seconds")
        .register(meters);
  }

  /// @param due the earliest time that something was to be done at; null when nothing is left to do
  private record Figures(int open, int items, @Nullable Instant due) {
    static final Figures NONE = new Figures(0, 0, null);

    Duration late(Instant now) {
      return due == null || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
    }
  }

  /// An order was found to be stuck.
  void stuck() {
    stuck.increment();
  }

  /// A change is stored. Counts the states that it brought the order, its payments and its refunds
  /// to; those that they begin with are not counted.
  void stored(Change change) {
    if (change.changesState()) {
      counter(ORDERS, change.after().state()).increment();
    }
    compare(PAYMENTS, payments(change.before()), payments(change.after()), AttemptState.CREATED);
    compare(REFUNDS, refunds(change.before()), refunds(change.after()), RefundState.CREATED);
  }

  private <S extends Enum<S>> void compare(
      String meter, Map<UUID, S> before, Map<UUID, S> after, S first) {
    after.forEach((id, state) -> {
      if (state != first && state != before.get(id)) {
        counter(meter, state).increment();
      }
    });
  }

  private static Map<UUID, AttemptState> payments(Order order) {
    return order.attempts().stream().collect(Collectors.toMap(Attempt::id, Attempt::state));
  }

  private static Map<UUID, RefundState> refunds(Order order) {
    return order.refunds().stream().collect(Collectors.toMap(Refund::id, Refund::state));
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.meter-interval:10s}", scheduler = "orderTimers")
  void read() {
    unclear =
        sql.fetchCount(
            WORK.join(PAYMENT_ATTEMPT).on(PAYMENT_ATTEMPT.ORDER_ID.eq(WORK.ORDER_ID)),
            PAYMENT_ATTEMPT.STATE.eq(AttemptState.UNKNOWN.name()));
    byState =
        sql
            .select(
                ORDER.STATE,
                countDistinct(ORDER.ORDER_ID),
                count(ORDER_ITEM.POSITION),
                min(WORK.DUE_AT))
            .from(WORK)
            .join(ORDER)
            .on(ORDER.ORDER_ID.eq(WORK.ORDER_ID))
            .leftJoin(ORDER_ITEM)
            .on(ORDER_ITEM.ORDER_ID.eq(ORDER.ORDER_ID))
            .groupBy(ORDER.STATE)
            .fetch()
            .stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    row -> row.value1(),
                    row -> new Figures(row.value2(), row.value3(), row.value4())));
    stuckByState =
        sql.select(ORDER.STATE, count())
            .from(ORDER)
            .where(ORDER.STUCK)
            .groupBy(ORDER.STATE)
            .fetchMap(ORDER.STATE, count());
  }

  private Figures of(String state) {
    return byState.getOrDefault(state, Figures.NONE);
  }
}
