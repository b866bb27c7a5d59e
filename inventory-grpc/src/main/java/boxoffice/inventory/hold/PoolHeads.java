package boxoffice.inventory.hold;

import boxoffice.inventory.redis.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/// Reads what is in front of many pools in few round trips.
final class PoolHeads {
  private final ScriptRunner scripts;

  PoolHeads(ScriptRunner scripts) {
    this.scripts = scripts;
  }

  /// What Redis says of a pool.
  ///
  /// @param epoch 0 where there is no pool
  /// @param revision of the performance; 0 where the pool does not know it yet
  /// @param sequence grows with each change of a seat
  /// @param nextDue when the next hold is to be retired, ms
  record Head(int epoch, long revision, long sequence, long nextDue) {
    /// Whether no seat was given or taken between the two.
    boolean hasSeatsOf(@Nullable Head other) {
      return other != null && epoch == other.epoch && sequence == other.sequence;
    }
  }

  /// In the order asked for.
  ///
  /// @throws boxoffice.wire.WireException INVENTORY_UNAVAILABLE
  List<Head> read(List<UUID> performances) {
    var replies =
        scripts.readTogether(performances.stream().flatMap(PoolHeads::questions).toList());
    return IntStream.range(0, performances.size())
        .mapToObj(i -> head(list(replies.get(2 * i)), list(replies.get(2 * i + 1))))
        .toList();
  }

  private static Stream<CommandArguments> questions(UUID performance) {
    return Stream.of(
        new CommandArguments(Command.HMGET)
            .key(PoolKeys.name(performance, "meta"))
            .add("epoch")
            .add("revision")
            .add("sequence"),
        // the first of them is never due
        new CommandArguments(Command.ZRANGE)
            .key(PoolKeys.name(performance, "due"))
            .add(1)
            .add(1)
            .add("WITHSCORES"));
  }

  /// @param due name and score of one hold, or nothing
  private static Head head(List<?> values, List<?> due) {
    var next = due.isEmpty() ? Long.MAX_VALUE : (long) Double.parseDouble(text(due.get(1)));
    return new Head(
        (int) number(values.get(0)), number(values.get(1)), number(values.get(2)), next);
  }

  /// A reply that is a list.
  static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  /// A field that is a number; 0 where it is not there.
  static long number(@Nullable Object value) {
    return value == null ? 0 : Long.parseLong(text(value));
  }

  private static String text(Object value) {
    return new String((byte[]) value, StandardCharsets.US_ASCII);
  }
}
