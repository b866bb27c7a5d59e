package boxoffice.guard.denylist;

import boxoffice.guard.denylist.DenylistSource.Entry;
import boxoffice.guard.redis.GuardRedis;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

/// The copy of the denylist in Redis: a stream with an entry for each revocation, numbered
/// `epoch-number`, and a hash that says how far it goes. Written by user-grpc, read here in one
/// round trip.
public final class DenylistTail {
  private static final String HEAD = "{denylist}:head";
  private static final String LOG = "{denylist}:log";

  /// Whoever is further behind asks the source, which has pages.
  private static final int MOST = 10_000;

  private static final Pattern RUN_ID = Pattern.compile("\\brun_id:([0-9a-f]+)");

  private final GuardRedis redis;

  public DenylistTail(GuardRedis redis) {
    this.redis = redis;
  }

  /// What one server said at one time.
  ///
  /// @param runId which server
  /// @param number how far the list goes
  /// @param beat grows while somebody writes, whether there is news or not
  /// @param news from the position asked for, in order
  record View(String runId, long epoch, long number, long beat, List<Numbered> news) {}

  record Numbered(long epoch, long number, Entry entry) {}

  /// @return empty when Redis is away, or holds nothing that makes sense
  Optional<View> after(long epoch, long number) {
    try {
      return Optional.of(redis.callAnyway(client -> read(client, epoch, number)));
    } catch (JedisException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static View read(UnifiedJedis client, long epoch, long number) {
    try (var pipeline = client.pipelined()) {
      var server = pipeline.sendCommand(Protocol.Command.INFO, "server");
      var head = pipeline.hgetAll(HEAD);
      var log = pipeline.xrange(LOG, "(" + epoch + "-" + number, "+", MOST);
      pipeline.sync();
      return view(runId((byte[]) server.get()), head.get(), log.get());
    }
  }

  private static String runId(byte[] info) {
    var runId = RUN_ID.matcher(new String(info, StandardCharsets.UTF_8));
    if (!runId.find()) {
      throw new IllegalArgumentException("no run_id");
    }
    return runId.group(1);
  }

  private static View view(String runId, Map<String, String> head, List<StreamEntry> log) {
    var news = new ArrayList<Numbered>();
    for (var entry : log) {
      news.add(numbered(entry));
    }
    return new View(
        runId,
        number(head, "epoch"),
        number(head, "number"),
        number(head, "beat"),
        List.copyOf(news));
  }

  private static Numbered numbered(StreamEntry entry) {
    var fields = entry.getFields();
    var id = fields.get("id");
    if (id == null) {
      throw new IllegalArgumentException("an entry without id");
    }
    var expires = Instant.ofEpochSecond(number(fields, "expires"));
    return new Numbered(
        entry.getID().getTime(),
        entry.getID().getSequence(),
        new Entry(id, number(fields, "not_before"), expires));
  }

  /// @throws NumberFormatException also when there is none
  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, ""));
  }
}
