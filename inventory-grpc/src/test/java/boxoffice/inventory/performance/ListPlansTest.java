package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.EVENT;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.VENUE;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.MigrateDatabase;
import boxoffice.db.TypedSql;
import boxoffice.inventory.performance.PerformanceQuestion.Order;
import boxoffice.parts.postgres.LocalPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What lists cost among 10 000 performances: no more than three times the pages of memory that
/// reading the same rows by their ids touches. In a PostgreSQL of its own, whose performances no
/// service sees.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPlansTest {
  private static final int PAGE = 20;
  private static final int MOST_TIMES = 3;
  private static final int RUNS = 31;
  private static final String ORGANISATION = "00000000-0000-0000-0000-000000000001";

  private final JsonMapper json = JsonMapper.builder().build();
  private final HikariDataSource connection = new HikariDataSource();
  private LocalPostgres postgres;
  private DSLContext sql;
  private DSLContext planned;
  private PerformanceList list;

  @BeforeAll
  void start() throws SQLException {
    postgres = LocalPostgres.start(LocalPostgres.Settings.temporary());
    MigrateDatabase.migrate(
        postgres.jdbcUrl(),
        postgres.superuser(),
        postgres.password(),
        new MigrateDatabase.Passwords(
            "user-grpc-password",
            "inventory-grpc-password",
            "order-grpc-password",
            "auditor-password-00"));
    try (var owner =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.superuser(), postgres.password());
        var statement = owner.createStatement()) {
      for (var part : TEN_THOUSAND) {
        statement.execute(part);
      }
    }
    connection.setJdbcUrl(postgres.jdbcUrl());
    connection.setUsername("inventory_grpc");
    connection.setPassword("inventory-grpc-password");
    connection.setMaximumPoolSize(1);
    sql = TypedSql.on(connection);
    planned = sql.configuration().deriveAppending(new PlannedAnew()).dsl();
    list = new PerformanceList(sql);
  }

  @AfterAll
  void stop() {
    connection.close();
    postgres.close();
  }

  @Test
  void costsThreeTimesTheSameRowsByTheirIdsAtMost() {
    var soon = Instant.now().plus(Duration.ofDays(100));
    var all = question("");
    check("plain", all, null);
    check("descending", ordered("", Order.START_TIME_DESCENDING), null);
    check("name order", ordered("", Order.DISPLAY_NAME), null);
    check("date range", dated(soon, soon.plus(Duration.ofDays(3))), null);
    check("venue", of(venue("Hall 7"), null, null), null);
    check("event", of(null, event("Tour33"), null), null);
    check("organisation", of(null, null, UUID.fromString(ORGANISATION)), null);
    check("available only", available(""), null);
    check("available, common word", available("concert"), null);
    check("selective word", question("zither"), null);
    check("selective beginning", question("zit"), null);
    check("common word", question("concert"), null);
    check("common beginning", question("con"), null);
    check("common word, descending", ordered("concert", Order.START_TIME_DESCENDING), null);
    check("common word, name order", ordered("concert", Order.DISPLAY_NAME), null);
    check("common and venue's word", question("concert hall"), null);
    check("event's word", question("tour33"), null);
    check("deep page", all, deep(all));
    var words = question("concert");
    check("deep page, common word", words, deep(words));
    var names = ordered("", Order.DISPLAY_NAME);
    check("deep page, name order", names, deep(names));
  }

  private UUID venue(String name) {
    return sql.select(VENUE.VENUE_ID)
        .from(VENUE)
        .where(VENUE.DISPLAY_NAME.eq(name))
        .fetchSingle()
        .value1();
  }

  private UUID event(String name) {
    return sql.select(EVENT.EVENT_ID)
        .from(EVENT)
        .where(EVENT.DISPLAY_NAME.eq(name))
        .fetchSingle()
        .value1();
  }

  /// With the driver's own way the first word that is looked for decides the plan for all.
  @Test
  void isPlannedAnewForEachQuestion() {
    for (int i = 0; i < RUNS; i++) {
      var _ = list.page(question("concert"), new PerformancePage(null, PAGE, ""));
      var _ = PerformanceRows.from(sql).where(PERFORMANCE.CURRENCY.eq("USD")).fetch();
    }

    assertThat(
            sql.resultQuery("select statement from pg_prepared_statements").fetch(0, String.class))
        .anyMatch(statement -> statement.contains("currency\" ="))
        .noneMatch(statement -> statement.contains("matches"));
  }

  @Test
  void findsByTheNewNameOfAVenueWith500Performances() {
    var before = System.nanoTime();
    var renamed =
        sql.update(VENUE)
            .set(VENUE.DISPLAY_NAME, "Palladium")
            .where(VENUE.DISPLAY_NAME.eq("Hall 4"))
            .execute();
    System.out.printf(
        Locale.ROOT, "a venue of 500 renamed in %.0f ms%n", (System.nanoTime() - before) / 1e6);

    assertThat(renamed).isEqualTo(1);
    assertThat(found("palladium")).isEqualTo(450);
    assertThat(found("concert palladium")).isEqualTo(450);
    assertThat(found("play palladium")).isZero();
  }

  private int found(String words) {
    return list.page(question(words), new PerformancePage(null, 1_000, "")).size();
  }

  private static PerformanceQuestion question(String words) {
    return ordered(words, Order.START_TIME);
  }

  private static PerformanceQuestion ordered(String words, Order order) {
    return new PerformanceQuestion(words, null, null, null, null, false, null, order);
  }

  private static PerformanceQuestion available(String words) {
    return new PerformanceQuestion(words, null, null, null, null, true, null, Order.START_TIME);
  }

  private static PerformanceQuestion dated(Instant from, Instant to) {
    return new PerformanceQuestion("", from, to, null, null, false, null, Order.START_TIME);
  }

  private static PerformanceQuestion of(
      @Nullable UUID venue, @Nullable UUID event, @Nullable UUID organisation) {
    return new PerformanceQuestion(
        "", null, null, venue, event, false, organisation, Order.START_TIME);
  }

  /// Behind the row that is about nine tenths down the list.
  private PerformancePage.After deep(PerformanceQuestion question) {
    var count = sql.fetchCount(PERFORMANCE, PERFORMANCE.LISTED.isTrue()) * 9 / 10;
    if (question.hasWords()) {
      count /= 2;
    }
    var row = list.page(question, new PerformancePage(null, count, "")).getLast();
    var key =
        question.order() == Order.DISPLAY_NAME ? row.displayName() : row.startTime().toString();
    return new PerformancePage.After(key, row.performanceId());
  }

  private void check(
      String name, PerformanceQuestion question, PerformancePage.@Nullable After after) {
    var page = new PerformancePage(after, PAGE, "");
    var ids =
        list.page(question, page).stream().limit(PAGE).map(Performance::performanceId).toList();
    assertThat(ids).as(name).hasSize(PAGE);
    Select<? extends Record> asked = list.asked(question, page);
    Select<? extends Record> byIds =
        PerformanceRows.from(sql).where(PERFORMANCE.PERFORMANCE_ID.in(ids));

    var cost = cost(asked);
    var floor = cost(byIds);

    System.out.printf(
        Locale.ROOT,
        "%-26s %5d buffers, %5.2f ms, %5.2f ms to plan | by id %5d buffers, %5.2f ms | x%.2f | %s%n",
        name,
        cost.buffers(),
        cost.millis(),
        cost.planMillis(),
        floor.buffers(),
        floor.millis(),
        (double) cost.buffers() / floor.buffers(),
        String.join(", ", cost.scans()));
    assertThat(cost.scans()).as(name).doesNotContain("Seq Scan performance");
    assertThat(cost.buffers()).as(name).isLessThanOrEqualTo(MOST_TIMES * floor.buffers());
  }

  /// @param buffers of the warm run
  /// @param millis the median
  private record Cost(long buffers, double millis, double planMillis, List<String> scans) {}

  private Cost cost(Select<? extends Record> query) {
    var runs = Stream.generate(() -> explained(query)).limit(RUNS).toList();
    var last = runs.getLast().path("Plan");
    var scans = new ArrayList<String>();
    collect(last, scans);
    return new Cost(
        last.path("Shared Hit Blocks").asLong() + last.path("Shared Read Blocks").asLong(),
        median(runs, "Execution Time"),
        median(runs, "Planning Time"),
        scans);
  }

  private static double median(List<JsonNode> runs, String field) {
    return runs.stream()
        .mapToDouble(run -> run.path(field).asDouble())
        .sorted()
        .skip(runs.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /// The very statement, with its values bound as the service binds them.
  private JsonNode explained(Select<? extends Record> query) {
    var plan =
        planned
            .resultQuery("explain (analyze, buffers, format json) {0}", query)
            .fetchSingle()
            .get(0, String.class);
    return json.readTree(plan).get(0);
  }

  private static void collect(JsonNode node, List<String> scans) {
    var type = node.path("Node Type").asString();
    if (type.contains("Scan") || type.contains("Sort")) {
      var index = node.path("Index Name").asString("");
      var table = node.path("Relation Name").asString("");
      scans.add((type + " " + (index.isEmpty() ? table : index)).trim());
    }
    node.path("Plans").forEach(child -> collect(child, scans));
  }

  /// 200 events at 20 venues over a year. Of ten performances nine are listed, of ten listed ones
  /// seven have free seats; every second name has "Concert", every 400th "Zither".
  private static final List<String> TEN_THOUSAND =
      List.of(
          """
          create function pg_temp.named(kind text, number int) returns uuid language sql
            return md5(kind || number)::uuid
          """,
          """
          insert into inventory.organisation values
            ('%s', 'Big', 1, gen_random_uuid(), '', '', now(), now())
          """
              .formatted(ORGANISATION),
          """
          insert into inventory.venue
          select md5('venue' || n)::uuid, '%s', 'Hall ' || n, '', 'UTC', 1, gen_random_uuid(), '', '',
            now(), now()
          from generate_series(0, 19) n
          """
              .formatted(ORGANISATION),
          """
          insert into inventory.event
          select md5('event' || n)::uuid, '%s', 'Tour' || n, '', 'PUBLISHED', 1, gen_random_uuid(), '',
            '', now(), now()
          from generate_series(0, 199) n
          """
              .formatted(ORGANISATION),
          """
          insert into inventory.seat_map
            (seat_map_id, display_name, seat_count, categories, plan, request_hash, created_by, created_at,
             venue_id)
          select md5('map' || n)::uuid, 'Hall ' || n, 100, '{Stalls,Circle}', '', '', '', now(),
            md5('venue' || n)::uuid
          from generate_series(0, 19) n
          """,
          """
          insert into inventory.performance
            (performance_id, seat_map_id, display_name, starts_at, on_sale_at, off_sale_at, currency,
             seats_per_hold, seats_per_buyer, request_hash, created_by, created_at, event_id,
             organisation_id, venue_id, state, last_change_id, last_change_hash, updated_at, event_name,
             venue_name)
          select md5('performance' || n)::uuid, md5('map' || n %% 20)::uuid,
            md5('a' || n) || case when n %% 2 = 0 then ' Concert' else ' Play' end
              || case when n %% 400 = 399 then ' Zither' else '' end || ' ' || n,
            starts, now() - interval '1 day', starts, 'EUR', 10, 10, '', '', now(),
            md5('event' || n %% 200)::uuid, '%s', md5('venue' || n %% 20)::uuid,
            case when n / 20 %% 10 = 0 then 'DRAFT' else 'OPEN' end, gen_random_uuid(), '', now(),
            'Tour' || n %% 200, 'Hall ' || n %% 20
          from (select n, now() + interval '1 hour' + n * 7919 %% 10000 * interval '50 minutes' starts
            from generate_series(0, 9999) n) spread
          order by md5('b' || n)
          """
              .formatted(ORGANISATION),
          """
          insert into inventory.category_price
          select performance_id, category, 2500
          from inventory.performance, unnest(array['Stalls', 'Circle']) category
          """,
          """
          insert into inventory.ticket_type
            (ticket_type_id, performance_id, category, display_name, amount_minor, per_order_limit,
             per_buyer_limit, position, last_change_id, last_change_hash, request_hash)
          select gen_random_uuid(), performance_id, category, name, 1500, 0, 0, 0, gen_random_uuid(), '',
            ''
          from inventory.performance, unnest(array['Stalls', 'Circle']) category,
            unnest(array['Child', 'Member']) name
          """,
          """
          insert into inventory.performance_count
          select performance_id, case when hashtext(performance_id::text) %% 10 > 6 then 0 else 50 end, now()
          from inventory.performance
          """
              .formatted(),
          "analyze");
}
