package boxoffice.inventory.hold;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.product.ProductsForSale;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Holds what a buyer wants: all of it or nothing, in one round trip to Redis for what is of one
/// performance, and none to PostgreSQL.
///
/// Safe to repeat: the hold's id follows from buyer and request id.
final class PlaceHold {
  private static final int EVERYBODYS = 0;

  /// No performance has so many.
  private static final int NO_CHANNEL = 255;

  private final Performances performances;
  private final SeatMaps seatMaps;
  private final ProductsForSale productsForSale;
  private final Channels channels;
  private final HoldIndex index;
  private final ClaimPool claimPool;
  private final ClaimPools claimPools;
  private final Consumer<Interest> interest;
  private final Clock clock;

  PlaceHold(
      Performances performances,
      SeatMaps seatMaps,
      ProductsForSale productsForSale,
      Channels channels,
      HoldIndex index,
      ClaimPool claimPool,
      ClaimPools claimPools,
      Consumer<Interest> interest,
      Clock clock) {
    this.performances = performances;
    this.seatMaps = seatMaps;
    this.productsForSale = productsForSale;
    this.channels = channels;
    this.index = index;
    this.claimPool = claimPool;
    this.claimPools = claimPools;
    this.interest = interest;
    this.clock = clock;
  }

  /// @param claimed what came of it
  record Result(HoldName name, Claimed claimed) {}

  /// @throws WireException NOT_FOUND for a performance and for a draft, VALIDATION_FAILED for what
  ///   the performance does not have, IDEMPOTENCY_KEY_REUSED, INVENTORY_UNAVAILABLE (nothing was
  ///   held), OUTCOME_UNKNOWN
  Result place(PlaceHoldRequest request) {
    var home = WireTypes.uuid(request.getPerformanceId());
    var caller = Caller.required();
    var hash = requestHash(request);
    var name = HoldName.of(home, caller.ownerId(), WireTypes.uuid(request.getRequestId()));
    var wanted = new ArrayList<Wanted>();
    for (var choice : choices(request)) {
      switch (read(caller, hash, choice)) {
        case ReadChoice.Read.Fine fine -> wanted.add(fine.wanted());
        case ReadChoice.Read.Refused refused -> {
          var before = claimPools.before(name, caller.ownerId(), hash);
          return new Result(name, before.orElseGet(refused::refusal));
        }
      }
    }
    var claimed =
        wanted.size() == 1 && request.getProductsCount() == 0
            ? claimPool.claim(name.holdId(), wanted.getFirst())
            : claimTogether(caller, request, name, wanted);
    if (claimed instanceof Claimed.Held) {
      index.note(caller.ownerId(), name);
      wanted.forEach(
          part -> interest.accept(new Interest(part.prices().performanceId(), Interest.Kind.HOLD)));
    }
    return new Result(name, claimed);
  }

  private Claimed claimTogether(
      Caller caller, PlaceHoldRequest request, HoldName name, List<Wanted> wanted) {
    var hash = wanted.getFirst().requestHash();
    var products = products(caller, hash, name.performanceId(), request.getProductsList());
    checkCurrency(wanted, products);
    return claimPools.claim(name, caller.ownerId(), wanted, products);
  }

  /// That of the home performance first.
  private static List<PerformanceChoice> choices(PlaceHoldRequest request) {
    var choices = new ArrayList<PerformanceChoice>();
    choices.add(
        PerformanceChoice.newBuilder()
            .setPerformanceId(request.getPerformanceId())
            .addAllSeats(request.getSeatsList())
            .addAllBest(request.getBestList())
            .addAllAreas(request.getAreasList())
            .build());
    choices.addAll(request.getAlsoList());
    if (choices.stream()
            .map(PerformanceChoice::getPerformanceId)
            .map(UUID::fromString)
            .distinct()
            .count()
        < choices.size()) {
      throw WireException.invalidField("also", "a performance is named twice");
    }
    return choices;
  }

  private ReadChoice.Read read(Caller caller, String hash, PerformanceChoice choice) {
    var performance = performances.published(WireTypes.uuid(choice.getPerformanceId()));
    var channel =
        caller.isPerson()
            ? EVERYBODYS
            : channels.numberOf(performance.performanceId(), caller.subject()).orElse(NO_CHANNEL);
    var buyer = new ReadChoice.Buyer(caller.ownerId(), channel, hash);
    var hall = new Hall(performance.seatMapId(), seatMaps.layout(performance.seatMapId()));
    return new ReadChoice(performance, hall, clock.instant()).read(buyer, choice);
  }

  /// @throws WireException NOT_FOUND, VALIDATION_FAILED, FORBIDDEN for a partner, who sells seats
  ///   of its channel only
  private List<StockPool.Wanted> products(
      Caller caller, String hash, UUID home, List<ProductChoice> choices) {
    if (!choices.isEmpty() && !caller.isPerson()) {
      throw new WireException(ErrorReason.FORBIDDEN, "a partner sells its channel only");
    }
    var buyer = new ReadChoice.Buyer(caller.ownerId(), EVERYBODYS, hash);
    var seller = performances.performance(home).owner().organisationId();
    var wanted = new ArrayList<StockPool.Wanted>();
    for (var choice : choices) {
      var product = productsForSale.find(choice.getSku());
      if (!product.organisationId().equals(seller)) {
        throw WireException.invalidField(
            "products", choice.getSku() + " is not sold with this performance");
      }
      wanted.add(new StockPool.Wanted(buyer, home, product, choice.getQuantity()));
    }
    return wanted;
  }

  /// One hold is paid in one currency.
  private void checkCurrency(List<Wanted> wanted, List<StockPool.Wanted> products) {
    var currencies = new HashSet<String>();
    wanted.forEach(
        part -> currencies.add(performances.performance(part.prices().performanceId()).currency()));
    products.forEach(part -> currencies.add(part.product().currency()));
    if (currencies.size() > 1) {
      throw WireException.invalidField("also", "all prices of a hold have one currency");
    }
  }

  /// Two requests that name the same seats in another order are the same.
  private static String requestHash(PlaceHoldRequest request) {
    var seats =
        request.getSeatsList().stream()
            .sorted(Comparator.comparing(SeatChoice::getSeatId))
            .toList();
    var canonical = request.toBuilder().clearSeats().addAllSeats(seats).build();
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(Change.hash(canonical).toByteArray());
  }
}
