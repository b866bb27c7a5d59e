package boxoffice.inventory.channel;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Adds a channel to an organisation. Safe to repeat: the id follows from caller and request.
final class CreateChannel {
  private final DSLContext sql;
  private final ChannelStore store;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Clock clock;

  CreateChannel(
      DSLContext sql, ChannelStore store, Memberships memberships, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  record Request(UUID organisationId, String displayName, String clientId) {}

  /// What came of it.
  sealed interface Result {
    record Created(Channel channel) implements Result {}

    /// Nothing was stored.
    record ClientTaken(Channel by) implements Result {}
  }

  /// @throws WireException NOT_FOUND for the organisation, IDEMPOTENCY_KEY_REUSED
  Result create(Change change, Request request) {
    var id = change.created("channel");
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      memberships.check(inside, request.organisationId(), "organisation");
      var channel =
          new Channel(
              id,
              request.organisationId(),
              request.displayName(),
              request.clientId(),
              DatabaseTime.now(clock));
      if (!store.insert(inside, channel, change)) {
        return standing(inside, change, channel);
      }
      record(inside, change, channel);
      return new Result.Created(channel);
    });
  }

  private Result standing(DSLContext inside, Change change, Channel wanted) {
    var known = store.requestHash(inside, wanted.channelId());
    if (known.isEmpty()) {
      return new Result.ClientTaken(
          store.ofClient(inside, wanted.organisationId(), wanted.clientId()).orElseThrow());
    }
    change.checkSame(known.get());
    return new Result.Created(store.find(inside, wanted.channelId()).orElseThrow());
  }

  private void record(DSLContext inside, Change change, Channel channel) {
    audit.add(
        inside,
        new AuditLog.Entry(
            channel.organisationId(),
            change,
            "channel-created",
            channel.channelId().toString(),
            Map.of(),
            Map.of("display_name", channel.displayName(), "client_id", channel.clientId())));
  }
}
