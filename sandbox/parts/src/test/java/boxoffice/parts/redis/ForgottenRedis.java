package boxoffice.parts.redis;

import boxoffice.parts.process.KilledJvm;
import java.nio.file.Path;

/// A JVM that dies with its Redis running.
final class ForgottenRedis {
  private ForgottenRedis() {}

  static void main(String[] args) {
    var redis = LocalRedis.start(new LocalRedis.Settings(Path.of(args[0]), 0, "secret"));
    Runtime.getRuntime().halt(redis.port() > 0 ? KilledJvm.STATUS : 1);
  }
}
