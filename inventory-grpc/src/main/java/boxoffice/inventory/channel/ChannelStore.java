package boxoffice.inventory.channel;

import static boxoffice.db.inventory.Tables.CHANNEL;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.db.inventory.tables.records.ChannelRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Channels in PostgreSQL.
final class ChannelStore {
  /// @return false where the id is taken, or the client sells for the organisation already
  boolean insert(DSLContext inside, Channel channel, Change change) {
    return inside
            .insertInto(CHANNEL)
            .set(CHANNEL.CHANNEL_ID, channel.channelId())
            .set(CHANNEL.ORGANISATION_ID, channel.organisationId())
            .set(CHANNEL.DISPLAY_NAME, channel.displayName())
            .set(CHANNEL.CLIENT_ID, channel.clientId())
            .set(CHANNEL.REQUEST_HASH, change.hashBytes())
            .set(CHANNEL.CREATED_AT, channel.createTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  Optional<byte[]> requestHash(DSLContext sql, UUID id) {
    return sql.select(CHANNEL.REQUEST_HASH)
        .from(CHANNEL)
        .where(CHANNEL.CHANNEL_ID.eq(id))
        .fetchOptional(CHANNEL.REQUEST_HASH);
  }

  Optional<Channel> find(DSLContext sql, UUID id) {
    return sql.selectFrom(CHANNEL)
        .where(CHANNEL.CHANNEL_ID.eq(id))
        .fetchOptional(ChannelStore::channel);
  }

  Optional<Channel> ofClient(DSLContext sql, UUID organisation, String clientId) {
    return sql.selectFrom(CHANNEL)
        .where(CHANNEL.ORGANISATION_ID.eq(organisation))
        .and(CHANNEL.CLIENT_ID.eq(clientId))
        .fetchOptional(ChannelStore::channel);
  }

  /// By name.
  List<Channel> list(DSLContext sql, UUID organisation, Page page) {
    return sql.selectFrom(CHANNEL)
        .where(CHANNEL.ORGANISATION_ID.eq(organisation))
        .and(behind(page.after()))
        .orderBy(CHANNEL.DISPLAY_NAME, CHANNEL.CHANNEL_ID)
        .limit(page.limit())
        .fetch(ChannelStore::channel);
  }

  private static Condition behind(Page.@Nullable After after) {
    return after == null
        ? noCondition()
        : row(CHANNEL.DISPLAY_NAME, CHANNEL.CHANNEL_ID).gt(after.name(), after.id());
  }

  private static Channel channel(ChannelRecord row) {
    return new Channel(
        row.getChannelId(),
        row.getOrganisationId(),
        row.getDisplayName(),
        row.getClientId(),
        row.getCreatedAt());
  }
}
