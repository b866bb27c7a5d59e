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
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/// What one process keeps of performances, while another one changes them.
@ExtendWith(SharedInventory.class)
class PerformancesTest {
  /// The threads that asked PostgreSQL, in their order.
  private final ConcurrentLinkedQueue<String> readers = new ConcurrentLinkedQueue<>();

  private final Truth truth = new Truth();
  private final PGSimpleDataSource source = new PGSimpleDataSource();

  private final AtomicLong nanos = new AtomicLong();

  private Performances performances;
  private UUID id;

  @BeforeEach
  void start(RunningInventoryGrpc inventory) {
    id = UUID.fromString(inventory.performance(1).getPerformanceId());
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
            inventory.context().getBean(Memberships.class),
            nanos::get);
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
          pass(Duration.ofMillis(1001));
          var _ = performances.published(id);
          return readers.size() > 3;
        });

    assertThat(readers.poll()).isEqualTo(caller);
    assertThat(readers).isNotEmpty().allMatch(name -> name.startsWith("performance-reader-"));
  }

  @Test
  void seesTheChangeOfAnotherProcessWithinTwoSeconds() {
    // whoever has waited 200 ms for PostgreSQL is told what was known
    Eventually.is(
        "a change is seen by the first who asks after two seconds",
        () -> {
          var before = performances.performance(id).state();
          var after =
              before == Performance.State.OPEN ? Performance.State.PAUSED : Performance.State.OPEN;
          truth.execute(
              "update inventory.performance set state = '%s' where performance_id = '%s'"
                  .formatted(after, id));
          assertThat(performances.performance(id).state()).isEqualTo(before);

          pass(Duration.ofMillis(2001));

          return performances.performance(id).state() == after;
        });
  }

  @Test
  void knowsWhatItKnewWhilePostgresIsAway() {
    var known = performances.performance(id);
    source.setPortNumbers(new int[] {1});

    pass(Duration.ofHours(1));

    assertThat(performances.performance(id)).isEqualTo(known);
    Eventually.is(
        "not tried again at once",
        () -> {
          var tried = readers.size();
          assertThat(performances.performance(id)).isEqualTo(known);
          return readers.size() == tried;
        });
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
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
