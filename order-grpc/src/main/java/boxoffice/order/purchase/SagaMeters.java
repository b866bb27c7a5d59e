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
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/// How much is left to do for orders, by their state: how many, how many items they keep, and how
/// late the work is; how many orders a person must look at, with or without work left; and how many
/// payments are unclear. Each instance tells the same, read from the database now and then; a
/// database that is away leaves the figures as they were.
final class SagaMeters {
  private static final String STATE = "state";

  private final DSLContext sql;
  private final Clock clock;
  private final Counter stuck;
  private volatile Map<String, Figures> byState = Map.of();
  private volatile Map<String, Integer> stuckByState = Map.of();
  private volatile int unclear;

  SagaMeters(DSLContext sql, Clock clock, MeterRegistry meters) {
    this.sql = sql;
    this.clock = clock;
    this.stuck = Counter.builder("boxoffice.orders.got.stuck").register(meters);
    Gauge.builder("boxoffice.payments.unknown", () -> unclear)
        .description("payment attempts of which nobody knows yet whether money moved")
        .register(meters);
    Arrays.stream(OrderState.values()).map(Enum::name).forEach(state -> register(state, meters));
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
