package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.val;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What spans tell of statements.
class SqlSpansTest {
  private static final String SECRET = "canary@example.com";

  private final HikariDataSource pool = OwnerPool.ofOne();
  private final List<Observation.Context> spans = new ArrayList<>();
  private DSLContext sql;

  @BeforeEach
  void connect() {
    var registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                spans.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    sql = TypedSql.on(pool, registry);
  }

  @AfterEach
  void disconnect() {
    pool.close();
  }

  @Test
  void showTheTextAndNotTheValues() {
    var _ = sql.select(val(SECRET)).fetch();

    assertThat(spans).hasSize(1);
    assertThat(text(spans.getFirst())).startsWith("select ").contains("?");
    assertThat(everything()).doesNotContain(SECRET);
  }

  @Test
  void showABatchAsOne() {
    var _ =
        sql.transactionResult(within ->
            OneTrip.run(
                within.dsl(),
                List.of(
                    sql.query("create temporary table sql_spans (a text)"),
                    sql.query("create index on sql_spans (a)"))));

    assertThat(spans).hasSize(1);
    assertThat(spans.getFirst().getContextualName()).isEqualTo("sql batch");
    assertThat(text(spans.getFirst())).contains("create temporary", "create index");
  }

  @Test
  void showNoValuesOfABatchOfSeveral() {
    var _ = sql.batch(sql.select(val(SECRET)), sql.select(val(SECRET), val(1))).execute();

    assertThat(spans).hasSize(1);
    assertThat(text(spans.getFirst())).contains("?").contains("; select ");
    assertThat(everything()).doesNotContain(SECRET);
  }

  @Test
  void sayHowAStatementFailedAndNotWithWhat() {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> sql.select(val(SECRET).cast(SQLDataType.INTEGER)).fetch())
        .withMessageContaining(SECRET);

    assertThat(spans).hasSize(1);
    assertThat(spans.getFirst().getError()).hasMessage("SQLSTATE 22P02");
    assertThat(everything()).doesNotContain(SECRET);
  }

  private static String text(Observation.Context span) {
    return Objects.requireNonNull(span.getHighCardinalityKeyValue("db.query.text")).getValue();
  }

  private String everything() {
    return spans.toString();
  }
}
