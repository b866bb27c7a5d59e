package boxoffice.inventory;

import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.user.RunningUserGrpc;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one user-grpc and one inventory-grpc with standard settings, or the one on a
/// cluster to those that are [OnCluster]: starting them is most of the time that a class takes. For
/// tests that leave nothing behind which others would meet: each makes people, organisations and
/// performances of its own.
public final class SharedInventory implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedInventory.class);

  /// Closed by JUnit after the last test, before what it needs.
  private record Running(RunningInventoryGrpc inventory, Runnable stop) implements AutoCloseable {
    static Running alone(RunningUserGrpc users) {
      return new Running(
          RunningInventoryGrpc.start(
              users,
              // the largest seat plan, on a busy machine
              "--boxoffice.guard.max-deadline=2m",
              // streams say what a test makes them say
              "--boxoffice.inventory.watch.heartbeat=10m"),
          () -> {});
    }

    static Running onCluster(RunningUserGrpc users) {
      var cluster =
          LocalRedisCluster.start(
              LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text()));
      try {
        return new Running(RunningInventoryGrpc.on(cluster, users), cluster::close);
      } catch (RuntimeException e) {
        cluster.close();
        throw e;
      }
    }

    @Override
    public void close() {
      inventory.close();
      stop.run();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RunningUserGrpc.class || type == RunningInventoryGrpc.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var shared = context.getRoot().getStore(SPACE);
    var users =
        shared.computeIfAbsent(
            "users",
            // longer than any class takes
            _ -> RunningUserGrpc.start("--boxoffice.user.access-token-life=300s"),
            RunningUserGrpc.class);
    if (parameter.getParameter().getType() == RunningUserGrpc.class) {
      return users;
    }
    return context.getRequiredTestClass().isAnnotationPresent(OnCluster.class)
        ? shared
            .computeIfAbsent("cluster", _ -> Running.onCluster(users), Running.class)
            .inventory()
        : shared.computeIfAbsent("alone", _ -> Running.alone(users), Running.class).inventory();
  }
}
