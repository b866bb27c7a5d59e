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

  /// Than it really is.
  private final AtomicLong later = new AtomicLong();

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
            () -> System.nanoTime() + later.get());
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
    assertThat(performances.performance(id).state()).isEqualTo(Performance.State.OPEN);

    later.addAndGet(Duration.ofMillis(2001).toNanos());

    assertThat(performances.performance(id).state()).isEqualTo(Performance.State.PAUSED);
  }

  @Test
  void knowsWhatItKnewWhilePostgresIsAway() {
    var known = performances.performance(id);
    source.setPortNumbers(new int[] {1});

    later.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(performances.performance(id)).isEqualTo(known);
    var tried = readers.size();
    assertThat(performances.performance(id)).isEqualTo(known);
    assertThat(readers).as("not tried again at once").hasSize(tried);
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
