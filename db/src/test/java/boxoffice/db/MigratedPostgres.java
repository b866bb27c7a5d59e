package boxoffice.db;

import boxoffice.parts.postgres.LocalPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/// A real PostgreSQL with every migration applied, started once in a JVM by the first who asks and
/// stopped when the JVM ends. Tests share it, so each makes rows of its own; where that is not
/// enough, a test class has a [FreshDatabase].
public final class MigratedPostgres {
  private static final String USER_GRPC = "user-grpc-password";
  private static final String INVENTORY_GRPC = "inventory-grpc-password";
  private static final String ORDER_GRPC = "order-grpc-password";
  private static final String AUDITOR = "auditor-password-00";

  private static final String TEMPLATE = "migrated_template";

  /// Empty for the one that the server begins with.
  private static volatile String database = "";

  private MigratedPostgres() {}

  /// Without user and password: pass a role and its password beside it.
  public static String jdbcUrl() {
    return database.isEmpty() ? Holder.POSTGRES.jdbcUrl() : urlOf(database);
  }

  /// Another database of the same server, as it is after all migrations, for whoever asks for the
  /// URL from now on. One test class at a time.
  static synchronized void startAnew() {
    if (database.isEmpty()) {
      ownerDoes("create database " + TEMPLATE);
      migrate(urlOf(TEMPLATE));
    }
    var name = "fresh_" + UUID.randomUUID().toString().replace("-", "");
    ownerDoes("create database " + name + " template " + TEMPLATE);
    database = name;
  }

  private static String urlOf(String name) {
    return Holder.POSTGRES.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
  }

  private static void ownerDoes(String command) {
    try (var connection =
            DriverManager.getConnection(Holder.POSTGRES.jdbcUrl(), owner(), ownerPassword());
        var statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void migrate(String url) {
    MigrateDatabase.migrate(
        url,
        owner(),
        ownerPassword(),
        new MigrateDatabase.Passwords(USER_GRPC, INVENTORY_GRPC, ORDER_GRPC, AUDITOR));
  }

  public static String userGrpcPassword() {
    return USER_GRPC;
  }

  public static String inventoryGrpcPassword() {
    return INVENTORY_GRPC;
  }

  public static String orderGrpcPassword() {
    return ORDER_GRPC;
  }

  public static String auditorPassword() {
    return AUDITOR;
  }

  /// The role that may do everything.
  public static String owner() {
    return Holder.POSTGRES.superuser();
  }

  public static String ownerPassword() {
    return Holder.POSTGRES.password();
  }

  /// Started when first touched; class initialisation is the lock.
  private static final class Holder {
    static final LocalPostgres POSTGRES = start();

    private static LocalPostgres start() {
      var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop-postgres").unstarted(postgres::close));
      MigrateDatabase.migrate(
          postgres.jdbcUrl(),
          postgres.superuser(),
          postgres.password(),
          new MigrateDatabase.Passwords(USER_GRPC, INVENTORY_GRPC, ORDER_GRPC, AUDITOR));
      return postgres;
    }
  }
}
