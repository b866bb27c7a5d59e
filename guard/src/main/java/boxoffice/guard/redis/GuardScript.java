package boxoffice.guard.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// A Lua script of ours: called by the SHA that Redis gives it, loaded where Redis does not know it
/// (a new, restarted or promoted one).
public final class GuardScript {
  private final String source;
  private volatile @Nullable String sha;

  private GuardScript(String source) {
    this.source = source;
  }

  /// @param beside a class whose jar holds it
  /// @param name of the file under `resources/lua/`, without the ending
  public static GuardScript read(Class<?> beside, String name) {
    try (var file = beside.getResourceAsStream("/lua/" + name + ".lua")) {
      if (file == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new GuardScript(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @return as Jedis reads the script's reply: strings, longs, lists of them
  public Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
    var known = sha;
    if (known == null) {
      known = load(redis, keys.getFirst());
    }
    try {
      return redis.evalsha(known, keys, arguments);
    } catch (JedisNoScriptException e) {
      return redis.evalsha(load(redis, keys.getFirst()), keys, arguments);
    }
  }

  private String load(UnifiedJedis redis, String key) {
    var loaded = redis.scriptLoad(source, key);
    sha = loaded;
    return loaded;
  }
}
