package boxoffice.db;

import boxoffice.parts.postgres.LocalPostgres;

/// A real PostgreSQL with every migration applied, started once in a JVM by the first who asks and
/// stopped when the JVM ends. Tests share it, so each makes rows of its own.
public final class MigratedPostgres {
  private static final String USER_GRPC = "user-grpc-password";
  private static final String INVENTORY_GRPC = "inventory-grpc-password";
  private static final String ORDER_GRPC = "order-grpc-password";
  private static final String AUDITOR = "auditor-password-00";

  private MigratedPostgres() {}

  /// Without user and password: pass a role and its password beside it.
  public static String jdbcUrl() {
    return Holder.POSTGRES.jdbcUrl();
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
