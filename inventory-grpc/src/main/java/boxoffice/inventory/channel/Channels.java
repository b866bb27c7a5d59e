package boxoffice.inventory.channel;

import static boxoffice.db.inventory.Tables.CHANNEL;
import static boxoffice.db.inventory.Tables.PERFORMANCE_CHANNEL;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/// Channels for other features. What a client sells is kept for two seconds, also that it sells
/// nothing: a rush of a partner's costs PostgreSQL one reading in that time.
public final class Channels {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int KEPT = 10_000;

  private final DSLContext sql;
  private final ChannelStore store;
  private final Memberships memberships;
  private final LoadingCache<Sells, OptionalInt> numbers;

  private record Sells(UUID performance, String clientId) {}

  Channels(DSLContext sql, ChannelStore store, Memberships memberships) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    numbers =
        Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build(this::readNumber);
  }

  /// The number of the channel that a partner's client sells in a performance, from 1.
  ///
  /// @return empty where it sells nothing of it
  public OptionalInt numberOf(UUID performance, String clientId) {
    return numbers.get(new Sells(performance, clientId));
  }

  private OptionalInt readNumber(Sells sells) {
    var found =
        sql.select(PERFORMANCE_CHANNEL.NUMBER)
            .from(PERFORMANCE_CHANNEL)
            .join(CHANNEL)
            .on(CHANNEL.CHANNEL_ID.eq(PERFORMANCE_CHANNEL.CHANNEL_ID))
            .where(CHANNEL.CLIENT_ID.eq(sells.clientId()))
            .and(PERFORMANCE_CHANNEL.PERFORMANCE_ID.eq(sells.performance()))
            .fetchOptional(PERFORMANCE_CHANNEL.NUMBER);
    return found.isPresent() ? OptionalInt.of(found.get()) : OptionalInt.empty();
  }

  /// What is kept of a client is read again.
  public void forget(UUID performance, String clientId) {
    numbers.invalidate(new Sells(performance, clientId));
  }

  /// A channel of the caller's.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's
  public Channel own(DSLContext inside, UUID channelId) {
    var channel =
        store.find(inside, channelId).orElseThrow(() -> WireException.notFound("channel"));
    memberships.check(inside, channel.organisationId(), "channel");
    return channel;
  }
}
