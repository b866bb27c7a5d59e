package boxoffice.inventory.hold;

import boxoffice.inventory.performance.SeatAvailability;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.UUID;

/// Reads which seats of a pool are taken, and answers one reading to everybody who asks while it is
/// fresh: however many look at a performance, Redis is read a few times a second by each process,
/// and by one reader at a time.
///
/// Fails closed: what was read before is not answered while Redis is away.
final class ReadPool {
  private static final LuaScript READ_POOL = LuaScript.ofPool("read_pool");

  /// At 6 KB each, of a hall with 50 000 seats.
  private static final int KEPT = 1_000;

  private static final int VERSION_BYTES = 12;

  private final PoolScripts scripts;
  private final Counter readings;
  private final AsyncLoadingCache<UUID, Reading> fresh;

  /// @param readings counts each reading of Redis that answers who looks
  ReadPool(PoolScripts scripts, AvailabilitySettings settings, Counter readings) {
    this.scripts = scripts;
    this.readings = readings;
    this.fresh =
        Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(settings.maxAge())
            .executor(Thread::startVirtualThread)
            .buildAsync(this::reading);
  }

  /// @throws WireException INVENTORY_UNAVAILABLE
  SeatAvailability availability(UUID performance) {
    return switch (fresh.get(performance).join()) {
      case Reading.Seats read -> read.availability();
      case Reading.Refused refused -> throw refused.why();
    };
  }

  /// A refusal is one too: the cache logs every failure that it hears of.
  private sealed interface Reading {
    record Seats(SeatAvailability availability) implements Reading {}

    record Refused(WireException why) implements Reading {}
  }

  private Reading reading(UUID performance) {
    readings.increment();
    try {
      return new Reading.Seats(read(performance));
    } catch (WireException e) {
      return new Reading.Refused(e);
    }
  }

  /// Past what is kept.
  SeatAvailability read(UUID performance) {
    var arguments = scripts.arguments(performance);
    var reply = scripts.run(READ_POOL, performance, arguments);
    var cells = ByteBuffer.wrap(reply.bytes(2));
    var seats = cells.remaining() / PoolImage.CELL;
    var taken = taken(cells, Duration.ofMillis(reply.number(1)).toSeconds());
    var bytes = taken.toByteArray();
    return new SeatAvailability(
        arguments.epoch() + "-" + hash(bytes),
        seats - taken.cardinality(),
        ByteString.copyFrom(bytes));
  }

  /// @param now in seconds: a hold that is over by then is free, retired or not
  private static BitSet taken(ByteBuffer cells, long now) {
    var taken = new BitSet(cells.remaining() / PoolImage.CELL);
    for (int ordinal = 0; cells.remaining() >= PoolImage.CELL; ordinal++) {
      var owner = cells.getInt();
      var deadline = Integer.toUnsignedLong(cells.getInt());
      // a free seat of a channel is not free for everybody
      taken.set(ordinal, owner == 0 ? deadline != 0 : deadline > now);
    }
    return taken;
  }

  /// Of the seats themselves: holds end by time, without a change that has a number. The epoch
  /// stands before it, because ordinals mean other seats in another one's seat map.
  private static String hash(byte[] taken) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(taken);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, VERSION_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
