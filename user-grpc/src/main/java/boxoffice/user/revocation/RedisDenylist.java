package boxoffice.user.revocation;

import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.GuardScript;
import boxoffice.user.revocation.DenylistStore.Position;
import boxoffice.user.revocation.DenylistStore.Run;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import redis.clients.jedis.exceptions.JedisException;

/// The denylist in Redis, where everybody follows it.
@Component
class RedisDenylist {
  private static final List<String> KEYS = List.of("{denylist}:head", "{denylist}:log");

  private final GuardScript script = GuardScript.read(RedisDenylist.class, "publish_denylist");
  private final GuardRedis redis;

  RedisDenylist(GuardRedis redis) {
    this.redis = redis;
  }

  /// Makes the list longer if it ends where it should.
  ///
  /// @param known where it should end
  /// @return where it ends: at the end of `more`, or somewhere else, and then nothing changed
  /// @throws JedisException when Redis is away, slow, or refuses
  Position publish(Position known, Run more) {
    var arguments = new ArrayList<String>();
    add(arguments, known);
    add(arguments, more.end());
    arguments.add(Long.toString(more.oldest()));
    arguments.add(more.isComplete() ? "1" : "0");
    for (var numbered : more.entries()) {
      arguments.add(Long.toString(numbered.number()));
      arguments.add(numbered.entry().revokedId());
      arguments.add(Long.toString(numbered.entry().notBefore()));
      arguments.add(Long.toString(numbered.entry().expires().getEpochSecond()));
    }
    var reply = (List<?>) redis.callAnyway(client -> script.run(client, KEYS, arguments));
    return new Position(number(reply.getFirst()), number(reply.getLast()));
  }

  private static void add(List<String> arguments, Position position) {
    arguments.add(Long.toString(position.epoch()));
    arguments.add(Long.toString(position.number()));
  }

  private static long number(Object text) {
    return Long.parseLong((String) text);
  }
}
