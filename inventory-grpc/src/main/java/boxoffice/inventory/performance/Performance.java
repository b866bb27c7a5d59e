package boxoffice.inventory.performance;

import boxoffice.inventory.price.Price;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dated occurrence of an event in a hall.
///
/// @param prices of one seat, by category
/// @param seatsPerHold how many seats one hold may have
/// @param revision grows with each change
/// @param seatsPerBuyer how many seats one buyer may have, over all holds and orders
/// @param orphansAllowed whether a choice of seats may leave a single free one
/// @param ticketTypes by category, in the order in which they were added; withdrawn ones too
public record Performance(
    UUID performanceId,
    UUID seatMapId,
    String displayName,
    Instant startTime,
    Instant onSaleTime,
    Instant offSaleTime,
    String currency,
    Map<String, Price> prices,
    int seatsPerHold,
    int seatsPerBuyer,
    int seatCount,
    Instant createTime,
    Owner owner,
    State state,
    long revision,
    Instant updateTime,
    boolean orphansAllowed,
    List<TicketType> ticketTypes) {

  /// Whose it is; all null for one from before there were organisations, which only admins change.
  public record Owner(
      @Nullable UUID organisationId, @Nullable UUID eventId, @Nullable UUID venueId) {}

  /// Whether it is seen and sold.
  public enum State {
    DRAFT,
    PUBLISHED,
    OPEN,
    PAUSED,
    CANCELLED
  }

  public Performance {
    prices = Map.copyOf(prices);
    ticketTypes = List.copyOf(ticketTypes);
  }
}
