package boxoffice.inventory.hold;

import boxoffice.inventory.hold.Wanted.NamedSeat;
import boxoffice.inventory.hold.Wanted.TypeLimit;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.seatmap.SeatMapLayout.Kind;
import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import boxoffice.inventory.v1.AreaChoice;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns what a request says of one performance into what its pool is asked for: seats and zones of
/// the hall, ticket types, and the prices that are quoted.
final class ReadChoice {
  private final Performance performance;
  private final Hall hall;
  private final Instant now;

  /// By ticket type, how many are wanted.
  private final Map<TicketType, Integer> counts = new LinkedHashMap<>();

  private final Map<String, HeldSeat> prices = new LinkedHashMap<>();

  /// @param now for the sale windows of ticket types
  ReadChoice(Performance performance, Hall hall, Instant now) {
    this.performance = performance;
    this.hall = hall;
    this.now = now;
  }

  /// Who asks.
  ///
  /// @param channel in the performance, whose seats he may have; 0 for everybody's
  /// @param requestHash tells requests apart
  record Buyer(UUID id, int channel, String requestHash) {}

  /// What was read.
  sealed interface Read {
    record Fine(Wanted wanted) implements Read {}

    /// A ticket type does not sell, or not so much of it.
    record Refused(Claimed refusal) implements Read {}
  }

  /// @throws WireException VALIDATION_FAILED for a seat, section, category, area or ticket type
  ///   that the performance does not have
  Read read(Buyer buyer, PerformanceChoice choice) {
    var seats =
        choice.getSeatsList().stream()
            .map(this::named)
            .sorted(Comparator.comparingInt(named -> named.seat().ordinal()))
            .toList();
    if (seats.stream().map(NamedSeat::seat).distinct().count() < seats.size()) {
      throw WireException.invalidField("seats", "a seat is named twice"); // in other letters
    }
    if (choice.getAreasList().stream().map(ReadChoice::placesOf).distinct().count()
        < choice.getAreasCount()) {
      throw WireException.invalidField("areas", "an area is named twice with the same ticket type");
    }
    var wishes =
        Stream.concat(
                choice.getBestList().stream().map(this::best),
                choice.getAreasList().stream().map(this::area))
            .toList();
    for (var count : counts.entrySet()) {
      var refusal = refusal(count.getKey(), count.getValue());
      if (refusal != null) {
        return new Read.Refused(refusal);
      }
    }
    var limits = new ArrayList<TypeLimit>();
    counts.forEach((type, count) -> {
      if (type.perBuyerLimit() > 0) {
        limits.add(new TypeLimit(type, count));
      }
    });
    return new Read.Fine(
        new Wanted(
            buyer.id(),
            buyer.channel(),
            buyer.requestHash(),
            hall,
            seats,
            wishes,
            limits,
            new Quote.Prices(
                performance.performanceId(), hall.seatMapId(), List.copyOf(prices.values()))));
  }

  private NamedSeat named(SeatChoice choice) {
    var seat = hall.layout().seat(WireTypes.uuid(choice.getSeatId()));
    if (seat == null || seat.areaId() != null) {
      throw WireException.invalidField("seats", choice.getSeatId() + " is not a seat of the hall");
    }
    var type = id(choice.getTicketTypeId());
    quote(type, seat.category(), 1);
    return new NamedSeat(seat, type);
  }

  private Wish best(BestAvailable best) {
    var type = id(best.getTicketTypeId());
    check(best.getSection(), Zone::section, "best.section");
    check(best.getCategory(), Zone::category, "best.category");
    if (!type.isEmpty()) {
      count(type, best.getCount());
    }
    var zones =
        hall.layout().zones().stream()
            .filter(zone -> zone.kind() != Kind.AREA)
            .filter(zone -> best.getSection().isEmpty() || zone.section().equals(best.getSection()))
            .filter(zone -> isCategory(zone, best))
            .filter(zone -> isCheapEnough(zone, best))
            .toList();
    var accessible = kind(zones, Kind.ACCESSIBLE);
    if (zones.isEmpty() || (best.getAccessible() && accessible.isEmpty())) {
      throw WireException.invalidField("best", "the hall has no such seats, free or not");
    }
    zones.forEach(zone -> quoteOnly(type, zone.category()));
    return best.getAccessible()
        ? new Wish(Wish.How.NEIGHBOURS, best.getCount(), type, accessible, List.of())
        : new Wish(Wish.How.NEIGHBOURS, best.getCount(), type, kind(zones, Kind.SEATS), accessible);
  }

  private static List<Zone> kind(List<Zone> zones, Kind kind) {
    return zones.stream().filter(zone -> zone.kind() == kind).toList();
  }

  private boolean isCategory(Zone zone, BestAvailable best) {
    var type = best.getTicketTypeId();
    return (best.getCategory().isEmpty() || zone.category().equals(best.getCategory()))
        && (type.isEmpty() || zone.category().equals(type(type).category()));
  }

  private boolean isCheapEnough(Zone zone, BestAvailable best) {
    return best.getMaxPriceMinor() == 0
        || price(best.getTicketTypeId(), zone.category()).amountMinor() <= best.getMaxPriceMinor();
  }

  private void check(String wanted, Function<Zone, String> of, String field) {
    Predicate<Zone> same = zone -> of.apply(zone).equals(wanted);
    if (!wanted.isEmpty() && hall.layout().zones().stream().noneMatch(same)) {
      throw WireException.invalidField(field, "the hall has none of that name");
    }
  }

  private Wish area(AreaChoice choice) {
    var id = WireTypes.uuid(choice.getAreaId());
    var zones = hall.layout().zones().stream().filter(zone -> id.equals(zone.areaId())).toList();
    if (zones.isEmpty()) {
      throw WireException.invalidField("areas", id + " is not an area that is sold");
    }
    var type = id(choice.getTicketTypeId());
    quote(type, zones.getFirst().category(), choice.getCount());
    return new Wish(Wish.How.PLACES, choice.getCount(), type, zones, List.of());
  }

  private static List<Object> placesOf(AreaChoice choice) {
    return List.of(WireTypes.uuid(choice.getAreaId()), id(choice.getTicketTypeId()));
  }

  /// In the letters that we write it in.
  private static String id(String ticketType) {
    return ticketType.isEmpty() ? "" : WireTypes.uuid(ticketType).toString();
  }

  private void quote(String ticketType, String category, int count) {
    if (!ticketType.isEmpty()) {
      count(ticketType, count);
    }
    quoteOnly(ticketType, category);
  }

  private void count(String ticketType, int count) {
    counts.merge(type(ticketType), count, Integer::sum);
  }

  private void quoteOnly(String ticketType, String category) {
    prices.computeIfAbsent(category + "\n" + ticketType, _ -> quoted(ticketType, category));
  }

  private HeldSeat quoted(String ticketType, String category) {
    var price = price(ticketType, category);
    var seller = performance.owner().organisationId();
    return HeldSeat.newBuilder()
        .setCategory(category)
        .setTicketTypeId(ticketType)
        .setTicketType(ticketType.isEmpty() ? "" : type(ticketType).displayName())
        .setPrice(
            Money.newBuilder()
                .setAmountMinor(price.amountMinor())
                .setCurrency(performance.currency()))
        .setLine(price.line(1))
        .setOrganisationId(seller == null ? "" : seller.toString())
        .build();
  }

  private Price price(String ticketType, String category) {
    if (!ticketType.isEmpty()) {
      var type = type(ticketType);
      if (!type.category().equals(category)) {
        throw WireException.invalidField(
            "ticket_type_id", ticketType + " is not a price of " + category);
      }
      return type.price();
    }
    var price = performance.prices().get(category);
    if (price == null) {
      throw new IllegalStateException("category without a price: " + category);
    }
    return price;
  }

  private TicketType type(String id) {
    var wanted = WireTypes.uuid(id);
    return performance.ticketTypes().stream()
        .filter(type -> type.ticketTypeId().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> WireException.invalidField("ticket_type_id", id + " is not one of this"));
  }

  private @Nullable Claimed refusal(TicketType type, int count) {
    var window = type.window();
    var id = type.ticketTypeId().toString();
    if (type.withdrawn()
        || (window.onSale() != null && now.isBefore(window.onSale()))
        || (window.offSale() != null && !now.isBefore(window.offSale()))) {
      return new Claimed.NotOnSale(window.onSale(), window.offSale(), type.withdrawn(), id);
    }
    return type.perOrderLimit() > 0 && count > type.perOrderLimit()
        ? new Claimed.OverHoldLimit(type.perOrderLimit(), id)
        : null;
  }
}
