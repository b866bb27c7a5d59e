package boxoffice.user;

import java.util.List;

/// Settings of services in tests that are not about being late: a busy machine, on which a process
/// is not scheduled for a second or two, is not a fault of whom it tests. What is promised about
/// times is tried under production's settings, by the sandbox's fault tests and by whoever gives a
/// setting of its own.
public final class Patience {
  private static final String REDIS = "--boxoffice.guard.redis.timeout=5s";

  private Patience() {}

  /// Of a service that verifies tokens.
  public static List<String> ofGuard() {
    return List.of("--boxoffice.guard.denylist.max-age=30s", REDIS);
  }

  /// Of user-grpc, which has the list itself.
  static List<String> ofGuardRedis() {
    return List.of(REDIS);
  }

  /// Of a service that has PostgreSQL.
  public static List<String> ofDatabase() {
    return List.of("--spring.datasource.hikari.connection-timeout=5000");
  }
}
