package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.db.TypedSql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/// Who works on an order when somebody wants it to get on.
@ExtendWith(FreshDatabase.class)
class WorkStoreTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofHours(1);

  private final DSLContext sql = TypedSql.on(postgres());
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T20:00:00Z"), ZoneOffset.UTC);
  private final WorkStore work = at(clock);
  private final UUID order = UUID.randomUUID();

  @Test
  void waitsAfterATryThatCameToNothing() {
    work.giveUp(begun(), clock.instant().plus(LONG));

    assertThat(work.takeDue(10)).extracting(Lease::orderId).doesNotContain(order);
  }

  @Test
  void triesAgainAtOnceWhatWasWantedWhileATryCameToNothing() {
    var lease = begun();
    var _ = work.wake(sql, order).execute();

    work.giveUp(lease, clock.instant().plus(LONG));

    var next = take();
    assertThat(next.tries()).isOne();
    work.giveUp(next, clock.instant().plus(LONG));
    assertThat(work.takeDue(10)).extracting(Lease::orderId).doesNotContain(order);
  }

  @Test
  void leavesWhatIsWantedToWhoeverWorksOnIt() {
    var lease = begun();

    var _ = work.wake(sql, order).execute();

    assertThat(work.takeDue(10)).extracting(Lease::orderId).doesNotContain(order);
    assertThat(work.end(lease)).isFalse();
    assertThat(at(Clock.offset(clock, LEASE)).takeDue(10))
        .extracting(Lease::orderId)
        .contains(order);
  }

  private WorkStore at(Clock now) {
    return new WorkStore(sql, now, UUID::randomUUID, LEASE);
  }

  private Lease begun() {
    var lease = work.newLease(order);
    var _ = work.begin(sql, lease).execute();
    return lease;
  }

  private Lease take() {
    return work.takeDue(10).stream()
        .filter(lease -> lease.orderId().equals(order))
        .findFirst()
        .orElseThrow();
  }

  private static PGSimpleDataSource postgres() {
    var source = new PGSimpleDataSource();
    source.setUrl(MigratedPostgres.jdbcUrl());
    source.setUser("order_grpc");
    source.setPassword(MigratedPostgres.orderGrpcPassword());
    return source;
  }
}
