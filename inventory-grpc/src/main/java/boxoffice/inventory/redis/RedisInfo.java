package boxoffice.inventory.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/// What a Redis says of itself.
final class RedisInfo {
  private RedisInfo() {}

  /// Which Redis it is: its run, and the history of writes that it goes on with. Another one after
  /// a restart, a promotion, a data set that was replaced.
  ///
  /// @throws redis.clients.jedis.exceptions.JedisException when it does not say
  static String identity(Connection connection) {
    return identity(connection.executeCommand(identityQuestion()));
  }

  static CommandArguments identityQuestion() {
    return new CommandArguments(Command.INFO).add("server").add("replication");
  }

  static String identity(Object reply) {
    var fields = fields(reply);
    return fields.get("run_id") + " " + fields.get("master_replid");
  }

  /// Its fields by name.
  static Map<String, String> section(Connection connection, String name) {
    return fields(connection.executeCommand(new CommandArguments(Command.INFO).add(name)));
  }

  private static Map<String, String> fields(Object reply) {
    var fields = new HashMap<String, String>();
    for (var line : new String((byte[]) reply, StandardCharsets.UTF_8).lines().toList()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }
}
