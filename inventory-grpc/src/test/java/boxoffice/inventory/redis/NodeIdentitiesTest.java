package boxoffice.inventory.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.db.MigratedPostgres;
import boxoffice.db.TypedSql;
import boxoffice.inventory.Together;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// Which Redis it was that was met, as all processes see it.
class NodeIdentitiesTest {
  private final DSLContext sql = TypedSql.on(postgres(MigratedPostgres.jdbcUrl()));
  private final String address = "redis-" + UUID.randomUUID() + ":6379";

  @Test
  void beginsTheNextEpochOfEveryPoolOnceHoweverManyNoticeR3() throws Exception {
    var performance = UUID.randomUUID();
    sql.execute("insert into inventory.pool (performance_id, epoch) values (?, 7)", performance);
    new NodeIdentities(sql).meet(address, "first run");
    var before = epoch(performance);
    var told = new AtomicInteger();
    var processes =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(_ ->
                () -> {
                  var process = new NodeIdentities(sql);
                  process.whenReplaced(told::incrementAndGet);
                  process.meet(address, "second run");
                  return true;
                })
            .toList();

    var _ = Together.all(processes);

    assertThat(epoch(performance)).isEqualTo(before + 1);
    assertThat(told.get()).isEqualTo(8);
  }

  @Test
  void asksNobodyAboutOneThatItKnows() {
    var identities = new NodeIdentities(sql);
    identities.meet(address, "a run");
    var told = new AtomicInteger();
    identities.whenReplaced(told::incrementAndGet);

    identities.meet(address, "a run");

    assertThat(told.get()).isZero();
  }

  /// One that moved to another address may be another one.
  @Test
  void takesANewAddressAmongKnownOnesForAnotherRedis() {
    var performance = UUID.randomUUID();
    sql.execute("insert into inventory.pool (performance_id, epoch) values (?, 7)", performance);
    new NodeIdentities(sql).meet(address, "a run");
    var before = epoch(performance);

    new NodeIdentities(sql).meet("moved-" + address, "a run");

    assertThat(epoch(performance)).isEqualTo(before + 1);
  }

  @Test
  void usesNoRedisThatPostgresqlCannotRemember() {
    var identities =
        new NodeIdentities(TypedSql.on(postgres("jdbc:postgresql://127.0.0.1:1/none")));

    assertThatThrownBy(() -> identities.meet(address, "a run"))
        .isInstanceOfSatisfying(
            WireException.class,
            refused -> assertThat(refused.reason()).isEqualTo(ErrorReason.INVENTORY_UNAVAILABLE));
  }

  private int epoch(UUID performance) {
    return sql.fetchSingle("select epoch from inventory.pool where performance_id = ?", performance)
        .into(Integer.class);
  }

  private static PGSimpleDataSource postgres(String url) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser("inventory_grpc");
    source.setPassword(MigratedPostgres.inventoryGrpcPassword());
    return source;
  }
}
