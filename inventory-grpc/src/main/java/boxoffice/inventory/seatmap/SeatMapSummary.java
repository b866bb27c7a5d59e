package boxoffice.inventory.seatmap;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version of a hall without its seats.
///
/// @param venueId null for one from before there were venues, which only admins change
/// @param organisationId the venue's
/// @param categories that its seats and its areas to stand in name, in the plan's order
/// @param hallId the id of the hall's first version
/// @param version from 1
/// @param replaces the version before
/// @param revision grows with each change
/// @param markedCount how many seats are marked
record SeatMapSummary(
    UUID seatMapId,
    @Nullable UUID venueId,
    @Nullable UUID organisationId,
    String displayName,
    int seatCount,
    List<String> categories,
    Instant createTime,
    State state,
    UUID hallId,
    int version,
    @Nullable UUID replaces,
    long revision,
    int markedCount) {

  /// Whether it can be used.
  enum State {
    DRAFT,
    PUBLISHED,
    REPLACED
  }

  SeatMapSummary {
    categories = List.copyOf(categories);
  }

  SeatMapSummary named(String name) {
    return with(name, state, categories);
  }

  SeatMapSummary in(State newState) {
    return with(displayName, newState, categories);
  }

  SeatMapSummary priced(List<String> newCategories) {
    return with(displayName, state, newCategories);
  }

  private SeatMapSummary with(String newName, State newState, List<String> newCategories) {
    return new SeatMapSummary(
        seatMapId,
        venueId,
        organisationId,
        newName,
        seatCount,
        newCategories,
        createTime,
        newState,
        hallId,
        version,
        replaces,
        revision,
        markedCount);
  }
}
