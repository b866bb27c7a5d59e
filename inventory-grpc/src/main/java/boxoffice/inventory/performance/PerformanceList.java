package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.PERFORMANCE_COUNT;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.db.inventory.Routines;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/// Lists and finds performances: one round trip a page, along an index that has their order, or by
/// the words where few have them. PostgreSQL chooses for each question by itself.
final class PerformanceList {
  private final DSLContext sql;

  PerformanceList(DSLContext sql) {
    this.sql = sql.configuration().deriveAppending(new PlannedAnew()).dsl();
  }

  List<Performance> page(PerformanceQuestion question, PerformancePage page) {
    return asked(question, page).fetch(PerformanceRows::performance);
  }

  Select<? extends Record> asked(PerformanceQuestion question, PerformancePage page) {
    return PerformanceRows.from(sql)
        .where(seen(question))
        .and(when(question))
        .and(where(question))
        .and(named(question))
        .and(question.availableOnly() ? available() : noCondition())
        .and(behind(question.order(), page.after()))
        .orderBy(order(question.order()))
        .limit(page.limit());
  }

  private static Condition seen(PerformanceQuestion question) {
    return question.organisation() == null
        ? condition(PERFORMANCE.LISTED)
        : PERFORMANCE.ORGANISATION_ID.eq(question.organisation());
  }

  private static Condition when(PerformanceQuestion question) {
    var from = question.from() == null ? noCondition() : PERFORMANCE.STARTS_AT.ge(question.from());
    return question.to() == null ? from : from.and(PERFORMANCE.STARTS_AT.lt(question.to()));
  }

  private static Condition where(PerformanceQuestion question) {
    var of = question.event() == null ? noCondition() : PERFORMANCE.EVENT_ID.eq(question.event());
    return question.venue() == null ? of : of.and(PERFORMANCE.VENUE_ID.eq(question.venue()));
  }

  private static Condition named(PerformanceQuestion question) {
    return question.hasWords()
        ? condition(Routines.matches(PERFORMANCE.DOCUMENT, val(question.words())))
        : noCondition();
  }

  /// A count of its own for each row, never a join: a page stops at its last row.
  private static Condition available() {
    return PERFORMANCE
        .STATE
        .eq(inline(Performance.State.OPEN.name()))
        .and(PERFORMANCE.ON_SALE_AT.le(currentInstant()))
        .and(PERFORMANCE.OFF_SALE_AT.gt(currentInstant()))
        .and(
            field(
                    select(PERFORMANCE_COUNT.FREE_COUNT)
                        .from(PERFORMANCE_COUNT)
                        .where(PERFORMANCE_COUNT.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID)))
                .gt(inline(0)));
  }

  private static Condition behind(
      PerformanceQuestion.Order order, PerformancePage.@Nullable After after) {
    if (after == null) {
      return noCondition();
    }
    return switch (order) {
      case START_TIME ->
          row(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID).gt(after.startTime(), after.id());
      case START_TIME_DESCENDING ->
          row(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID).lt(after.startTime(), after.id());
      case DISPLAY_NAME ->
          row(PERFORMANCE.DISPLAY_NAME, PERFORMANCE.PERFORMANCE_ID).gt(after.key(), after.id());
    };
  }

  private static List<OrderField<?>> order(PerformanceQuestion.Order order) {
    return switch (order) {
      case START_TIME -> List.of(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID);
      case START_TIME_DESCENDING ->
          List.of(PERFORMANCE.STARTS_AT.desc(), PERFORMANCE.PERFORMANCE_ID.desc());
      case DISPLAY_NAME -> List.of(PERFORMANCE.DISPLAY_NAME, PERFORMANCE.PERFORMANCE_ID);
    };
  }
}
