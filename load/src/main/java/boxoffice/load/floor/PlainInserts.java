package boxoffice.load.floor;

import boxoffice.db.orders.Orders;
import boxoffice.load.floor.Floors.Plan;
import boxoffice.load.measure.ProcessCosts;
import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jooq.DDLExportConfiguration;
import org.jooq.DDLFlag;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/// The rows that one order leaves behind, inserted and nothing else: one transaction an order, into
/// empty tables of the same shape in a scratch database of the target's PostgreSQL, which is
/// dropped again. What it writes is as durable as an order: the commit waits for the disk.
///
/// Two ways: a bare loop, one connection and a statement at a time, as pgbench's one client would;
/// and all connections beside each other, a batch of statements an order, so that several orders
/// share a write to the disk: the most that PostgreSQL can do.
final class PlainInserts implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final Target.Postgres postgres;
  private final Login login;
  private final Clock clock;
  private final String database;
  private final List<Connection> connections = new ArrayList<>();
  private final BlockingQueue<DSLContext> idle;
  private final Trial trial;

  private PlainInserts(
      Target.Postgres postgres, Login superuser, int connectionCount, Clock clock) {
    this.postgres = postgres;
    this.login = superuser;
    this.clock = clock;
    this.database = "floor_" + Calls.id().toString().replace("-", "");
    this.idle = new ArrayBlockingQueue<>(connectionCount);
    this.trial = new Trial(new ProcessCosts(List::of), _ -> false, connectionCount);
  }

  /// Makes the database, and fills it a little to warm up.
  static PlainInserts prepare(Target.Postgres postgres, Login superuser, Plan plan, Clock clock) {
    var inserts = new PlainInserts(postgres, superuser, plan.concurrency(), clock);
    try {
      inserts.open(plan.concurrency());
      inserts.batchesPerSecond(plan.warmUp());
      inserts.loopPerSecond(plan.warmUp());
      return inserts;
    } catch (RuntimeException e) {
      inserts.close();
      throw e;
    }
  }

  private void open(int connectionCount) {
    administer(sql -> sql.createDatabase(database));
    for (int i = 0; i < connectionCount; i++) {
      connections.add(connect(scratchUrl()));
    }
    makeTables(using(connections.getFirst()));
    connections.forEach(connection -> idle.add(using(connection)));
  }

  /// Orders' rows a second, by a bare loop.
  double loopPerSecond(int orders) {
    return perSecond(
        orders,
        () -> {
          for (int order = 0; order < orders; order++) {
            insert((_, rows) -> rows.forEach(Query::execute));
          }
        });
  }

  /// Orders' rows a second, by all connections at once.
  double batchesPerSecond(int orders) {
    return perSecond(
        orders, () -> trial.forEach(orders, _ -> insert((sql, rows) -> sql.batch(rows).execute())));
  }

  private static double perSecond(int orders, Runnable inserts) {
    var began = System.nanoTime();
    inserts.run();
    return orders * NANOS / (System.nanoTime() - began);
  }

  /// The tables with their keys and indexes, as generated from the migrations.
  private static void makeTables(DSLContext sql) {
    var flags =
        new DDLExportConfiguration()
            .flags(
                DDLFlag.SCHEMA, DDLFlag.TABLE, DDLFlag.PRIMARY_KEY, DDLFlag.UNIQUE, DDLFlag.INDEX);
    sql.ddl(Orders.ORDERS, flags).executeBatch();
    var durable =
        sql.fetchValue(
            DSL.function("current_setting", String.class, DSL.val("synchronous_commit")));
    if (!"on".equals(durable)) {
      throw new IllegalStateException("PostgreSQL commits with synchronous_commit " + durable);
    }
  }

  private void insert(BiConsumer<DSLContext, List<Query>> send) {
    try {
      var sql = idle.take();
      try {
        sql.transaction(in -> send.accept(in.dsl(), OrderRows.of(in.dsl(), clock.instant())));
      } finally {
        idle.add(sql);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// The administrator's own database, and the one beside it.
  private String scratchUrl() {
    return postgres.jdbcUrl().replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
  }

  private void administer(Function<DSLContext, Query> work) {
    try (var connection = connect(postgres.jdbcUrl())) {
      work.apply(using(connection)).execute();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot reach PostgreSQL", e);
    }
  }

  private Connection connect(String url) {
    try {
      return DriverManager.getConnection(url, login.user(), login.password());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot reach PostgreSQL", e);
    }
  }

  private static DSLContext using(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES);
  }

  /// Drops the database and everything in it.
  @Override
  public void close() {
    for (var connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot leave the scratch database", e);
      }
    }
    administer(sql -> sql.dropDatabaseIfExists(database));
  }
}
