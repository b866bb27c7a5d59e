package boxoffice.inventory.redis;

import boxoffice.parts.redis.LocalRedis;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one [LocalRedisCluster], which takes more than two seconds to come together.
/// What is there may be thrown away by anybody between two tests.
public final class SharedCluster implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalRedisCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent(
            "cluster",
            _ ->
                LocalRedisCluster.start(
                    LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text())),
            LocalRedisCluster.class);
  }
}
