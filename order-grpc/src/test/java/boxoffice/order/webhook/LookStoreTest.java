package boxoffice.order.webhook;

import static boxoffice.db.orders.Tables.EVENT_LOOK;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.db.TypedSql;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Who asks the provider what happened, and for what time.
@ExtendWith(FreshDatabase.class)
class LookStoreTest {
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private final DSLContext sql = TypedSql.on(postgres());
  private final LookStore looks = new LookStore(sql, INTERVAL);

  @BeforeEach
  void nobodyHasLookedForLong() {
    sql.update(EVENT_LOOK)
        .set(EVENT_LOOK.LOOKED_UNTIL, LONG_AGO)
        .setNull(EVENT_LOOK.LEASED_UNTIL)
        .execute();
  }

  @ParameterizedTest
  @CsvSource({"PT0.2S,PT15S", "PT20S,PT20S", "PT1H,PT1M"})
  void leavesALookToWhoeverBeganItForAnInterval(Duration interval, Duration lease) {
    var look = new LookStore(sql, interval).begin().orElseThrow();

    assertThat(Duration.between(look.created().until().plus(interval), look.leasedUntil()))
        .isEqualTo(lease);
    assertThat(new LookStore(sql, interval).begin()).isEmpty();
  }

  @Test
  void goesOnWhereTheLastOneEnded() {
    var look = looks.begin().orElseThrow();

    looks.end(look, null);

    assertThat(look.created().from()).isEqualTo(LONG_AGO.minus(INTERVAL));
    assertThat(looks.lookedUntil()).isEqualTo(look.created().until());
    assertThat(looks.begin()).isEmpty();
  }

  @Test
  void beginsAgainBeforeWhatCouldNotBeTaken() {
    var again = LONG_AGO.plusSeconds(7);
    looks.end(looks.begin().orElseThrow(), again);

    var next = looks.begin().orElseThrow();

    assertThat(next.created().from()).isEqualTo(again.minus(INTERVAL));
    looks.end(next, null);
    assertThat(looks.lookedUntil()).isEqualTo(next.created().until());
  }

  @Test
  void leavesWhatIsGivenBackToTheNext() {
    var look = looks.begin().orElseThrow();

    looks.giveBack(look);

    assertThat(looks.begin().orElseThrow().created().from()).isEqualTo(look.created().from());
    assertThat(looks.goOn(look)).isEmpty();
  }

  private static PGSimpleDataSource postgres() {
    var source = new PGSimpleDataSource();
    source.setUrl(MigratedPostgres.jdbcUrl());
    source.setUser("order_grpc");
    source.setPassword(MigratedPostgres.orderGrpcPassword());
    return source;
  }
}
