package boxoffice.edge.performance;

import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a buyer asks a list for; what is not given does not narrow it.
///
/// @param pageSize how many at most; more than the most is the most
/// @param pageToken the `nextPageToken` of the page before
/// @param query words that begin words in the names of performance, event or venue
/// @param fromTime only those that begin then or later
/// @param toTime only those that begin before
/// @param venueId only those in this venue
/// @param eventId only those of this event
/// @param availableOnly only those that sell now and had a free seat some seconds ago
record ListPerformancesJson(
    @Nullable Integer pageSize,
    @Nullable String pageToken,
    @Nullable String query,
    @Nullable Instant fromTime,
    @Nullable Instant toTime,
    @Nullable String venueId,
    @Nullable String eventId,
    @Nullable Boolean availableOnly) {

  ListPerformancesRequest toProto() {
    var request =
        ListPerformancesRequest.newBuilder()
            .setPageSize(pageSize == null ? 0 : pageSize)
            .setPageToken(orEmpty(pageToken))
            .setQuery(orEmpty(query))
            .setVenueId(orEmpty(venueId))
            .setEventId(orEmpty(eventId))
            .setAvailableOnly(availableOnly != null && availableOnly);
    if (fromTime != null) {
      request.setFromTime(WireTypes.timestamp(fromTime));
    }
    if (toTime != null) {
      request.setToTime(WireTypes.timestamp(toTime));
    }
    return request.build();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
