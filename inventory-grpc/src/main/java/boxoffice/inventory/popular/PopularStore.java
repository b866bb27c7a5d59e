package boxoffice.inventory.popular;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.wire.WireTypes;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What performances weigh, and the ranking made of it, in Redis: each method is one script, one
/// round trip. While Redis is away each throws what [ScriptRunner] does.
final class PopularStore {
  private static final LuaScript ADD_POPULARITY = LuaScript.of("add_popularity");
  private static final LuaScript READ_POPULARITY = LuaScript.of("read_popularity");
  private static final LuaScript ASK_RANKING = LuaScript.of("ask_ranking");
  private static final LuaScript STORE_RANKING = LuaScript.of("store_ranking");

  private static final byte[] WEIGHTS = text("{popular}:weights");
  private static final byte[] LANDMARK = text("{popular}:landmark");
  private static final byte[] RANKING = text("{popular}:ranking");
  private static final byte[] MAKER = text("{popular}:maker");

  private final ScriptRunner scripts;
  private final PopularSettings settings;

  PopularStore(ScriptRunner scripts, PopularSettings settings) {
    this.scripts = scripts;
    this.settings = settings;
  }

  /// @param byPerformance what is added, in order of the weights
  /// @param stir moves the ranking beside that: it grows old the sooner
  void add(Instant now, Map<UUID, Double> byPerformance, double stir) {
    var arguments =
        texts(now.toEpochMilli(), settings.halfLife().toMillis(), settings.kept(), stir);
    byPerformance.forEach((id, weight) -> arguments.addAll(texts(id, weight)));
    var _ = scripts.run(ADD_POPULARITY, List.of(WEIGHTS, LANDMARK), arguments);
  }

  /// A performance and what it weighs now.
  record Weighed(UUID performanceId, double weight) {}

  /// @param moved all that was ever added until then
  record Weights(List<Weighed> heaviest, double moved) {}

  Weights read(Instant now) {
    var reply =
        scripts.run(
            READ_POPULARITY,
            List.of(WEIGHTS, LANDMARK),
            texts(now.toEpochMilli(), settings.kept()));
    var heaviest = new ArrayList<Weighed>();
    for (int i = 2; i < reply.size(); i += 2) {
      heaviest.add(
          new Weighed(
              UUID.fromString(text(reply.get(i))), Double.parseDouble(text(reply.get(i + 1)))));
    }
    return new Weights(heaviest, Double.parseDouble(text(reply.get(1))));
  }

  /// What there is of the ranking.
  sealed interface Asked {
    record Fresh(ListPopularPerformancesResponse ranking) implements Asked {}

    /// Another process makes the next one.
    record Stale(ListPopularPerformancesResponse ranking) implements Asked {}

    /// The caller is to make the next one.
    ///
    /// @param before the one that is too old; null where there is none
    record Make(@Nullable ListPopularPerformancesResponse before) implements Asked {}

    /// Another process makes the first one.
    record Wait() implements Asked {}
  }

  /// @param asks how often it was asked for since the last time
  /// @param token of the caller, should it be the one who makes the next one
  Asked ask(Instant now, long asks, String token) {
    var reply =
        scripts.run(
            ASK_RANKING,
            List.of(RANKING, LANDMARK, MAKER),
            texts(
                now.toEpochMilli(),
                settings.shortest().toMillis(),
                settings.longest().toMillis(),
                settings.heat(),
                asks,
                token,
                settings.making().toMillis()));
    return switch (text(reply.getFirst())) {
      case "FRESH" -> new Asked.Fresh(decode(reply.get(1)));
      case "STALE" -> new Asked.Stale(decode(reply.get(1)));
      case "MAKE" -> new Asked.Make(text(reply.get(1)).isEmpty() ? null : decode(reply.get(1)));
      case "WAIT" -> new Asked.Wait();
      default -> throw new IllegalStateException("a script answered " + text(reply.getFirst()));
    };
  }

  /// Does nothing when another has become the one who makes it.
  void store(String token, double moved, ListPopularPerformancesResponse ranking) {
    var made = WireTypes.instant(ranking.getTime());
    var arguments = texts(token, made.toEpochMilli(), moved);
    arguments.add(ranking.toByteArray());
    var _ = scripts.run(STORE_RANKING, List.of(RANKING, LANDMARK, MAKER), arguments);
  }

  private static ListPopularPerformancesResponse decode(Object stored) {
    try {
      return ListPopularPerformancesResponse.parseFrom((byte[]) stored);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored ranking cannot be read", e);
    }
  }

  private static List<byte[]> texts(Object... values) {
    return new ArrayList<>(Stream.of(values).map(value -> text(value.toString())).toList());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Object reply) {
    return new String((byte[]) reply, StandardCharsets.US_ASCII);
  }
}
