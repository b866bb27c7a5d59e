package boxoffice.inventory.hold;

import boxoffice.inventory.redis.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/// Reads what is in front of many pools, a thousand of them a round trip.
final class PoolHeads {
  private static final int AT_ONCE = 1_000;
  private static final byte[][] FIELDS = {bytes("epoch"), bytes("revision"), bytes("sequence")};

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

  private record Read(Response<List<byte[]>> fields, Response<List<Tuple>> due) {
    Head head() {
      var values = fields.get();
      // the first of them is never due
      var next = due.get().isEmpty() ? Long.MAX_VALUE : (long) due.get().getFirst().getScore();
      return new Head(
          (int) number(values.get(0)), number(values.get(1)), number(values.get(2)), next);
    }
  }

  /// In the order asked for.
  ///
  /// @throws boxoffice.wire.WireException INVENTORY_UNAVAILABLE
  List<Head> read(List<UUID> performances) {
    var heads = new ArrayList<Head>();
    for (int from = 0; from < performances.size(); from += AT_ONCE) {
      var some = performances.subList(from, Math.min(from + AT_ONCE, performances.size()));
      heads.addAll(scripts.readTogether(pipeline -> queue(pipeline, some)));
    }
    return heads;
  }

  private static Supplier<List<Head>> queue(AbstractPipeline pipeline, List<UUID> performances) {
    var reads =
        performances.stream()
            .map(performance ->
                new Read(
                    pipeline.hmget(bytes(PoolKeys.name(performance, "meta")), FIELDS),
                    pipeline.zrangeWithScores(bytes(PoolKeys.name(performance, "due")), 1, 1)))
            .toList();
    return () -> reads.stream().map(Read::head).toList();
  }

  private static long number(byte @Nullable [] value) {
    return value == null ? 0 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
