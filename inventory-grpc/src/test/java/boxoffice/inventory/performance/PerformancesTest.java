package boxoffice.inventory.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.db.MigratedPostgres;
import boxoffice.db.TypedSql;
import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/// What one process keeps of performances, while another one changes them.
@ExtendWith(SharedInventory.class)
class PerformancesTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration OF_A_BUSY_MACHINE = Duration.ofSeconds(1);

  /// The threads that asked PostgreSQL, in their order.
  private final ConcurrentLinkedQueue<String> readers = new ConcurrentLinkedQueue<>();

  private final Truth truth = new Truth();
  private Performances performances;
  private UUID id;

  @BeforeEach
  void start(RunningInventoryGrpc inventory) {
    id = UUID.fromString(inventory.performance(1).getPerformanceId());
    var source = new PGSimpleDataSource();
    source.setUrl(MigratedPostgres.jdbcUrl());
    source.setUser("inventory_grpc");
    source.setPassword(MigratedPostgres.inventoryGrpcPassword());
    var sql =
        TypedSql.on(source)
            .configuration()
            .deriveAppending(
                ExecuteListener.onStart(_ -> readers.add(Thread.currentThread().getName())))
            .dsl();
    performances =
        new Performances(
            sql,
            new PerformanceStore(Clock.systemUTC()),
            inventory.context().getBean(Memberships.class));
  }

  @AfterEach
  void stop() {
    performances.close();
    truth.close();
  }

  @Test
  void neverWaitsForPostgresOnceItIsWarm() {
    var caller = Thread.currentThread().getName();

    Eventually.is(
        "read anew beside the calls, three times",
        () -> {
          var _ = performances.published(id);
          return readers.size() > 3;
        });

    assertThat(readers.poll()).isEqualTo(caller);
    assertThat(readers).isNotEmpty().allMatch(name -> name.startsWith("performance-reader-"));
  }

  @Test
  void seesTheChangeOfAnotherProcessWithinTwoSeconds() {
    assertThat(performances.performance(id).state()).isEqualTo(Performance.State.OPEN);
    truth.execute(
        "update inventory.performance set state = 'PAUSED' where performance_id = '%s'"
            .formatted(id));
    var changed = System.nanoTime();

    Eventually.is("seen", () -> performances.performance(id).state() == Performance.State.PAUSED);

    assertThat(Duration.ofNanos(System.nanoTime() - changed))
        .isLessThan(LONGEST.plus(OF_A_BUSY_MACHINE));
  }

  @Test
  void seesAChangeOfItsOwnAtOnce() {
    assertThat(performances.performance(id).state()).isEqualTo(Performance.State.OPEN);
    truth.execute(
        "update inventory.performance set state = 'DRAFT' where performance_id = '%s'"
            .formatted(id));

    performances.forget(id);

    assertThatThrownBy(() -> performances.published(id))
        .isInstanceOf(WireException.class)
        .hasMessage("performance not found");
    assertThatThrownBy(() -> performances.visible(id)) // nobody calls here
        .isInstanceOf(WireException.class)
        .hasMessage("performance not found");
    assertThat(performances.performance(id).state()).isEqualTo(Performance.State.DRAFT);
  }

  @Test
  void keepsNothingOfWhatIsNotThere() {
    var unknown = UUID.randomUUID();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> performances.performance(unknown)).isInstanceOf(WireException.class);
    }

    assertThat(readers).hasSize(2);
  }
}
