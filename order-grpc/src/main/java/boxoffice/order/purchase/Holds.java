package boxoffice.order.purchase;

import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.LineCharges;
import boxoffice.order.inventory.InventoryFailures;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The caller's holds, as inventory tells them to the caller.
final class Holds {
  private final HoldServiceBlockingStub inventory;

  Holds(HoldServiceBlockingStub inventory) {
    this.inventory = inventory;
  }

  /// What holds have and what they cost.
  ///
  /// @param performanceId the home: of the first one
  /// @param isEnded one of them is over
  /// @param organisations whose performances and products they are, the home performance's first;
  ///   empty texts for nobody's
  record Quote(
      UUID performanceId,
      boolean isEnded,
      List<Item> items,
      Payment.Total total,
      List<String> organisations) {
    Quote {
      items = List.copyOf(items);
      organisations = List.copyOf(organisations);
    }

    /// The same for nothing.
    Quote free() {
      return new Quote(
          performanceId,
          isEnded,
          items.stream().map(Item::free).toList(),
          new Payment.Total(0, total.currency()),
          organisations);
    }

    /// Of both, in one currency.
    private Quote and(Quote other) {
      if (!isEnded && !other.isEnded && !total.currency().equals(other.total.currency())) {
        throw WireException.invalidField("hold_names", "the holds have different currencies");
      }
      return new Quote(
          performanceId,
          isEnded || other.isEnded,
          Stream.concat(items.stream(), other.items.stream()).toList(),
          new Payment.Total(Math.addExact(total.minor(), other.total.minor()), total.currency()),
          Stream.concat(organisations.stream(), other.organisations.stream()).distinct().toList());
    }

    /// Of the home performance.
    @Nullable UUID organisationId() {
      var home = organisations.isEmpty() ? "" : organisations.getFirst();
      return home.isEmpty() ? null : UUID.fromString(home);
    }
  }

  /// All of them together, one after the other.
  ///
  /// @throws WireException NOT_FOUND when one is not the caller's; VALIDATION_FAILED for several
  ///   currencies; INVENTORY_UNAVAILABLE when inventory does not answer: nothing happened
  Quote find(List<String> names) {
    return names.stream().map(this::find).reduce(Quote::and).orElseThrow();
  }

  private Quote find(String name) {
    var request = GetHoldRequest.newBuilder().setName(name).build();
    try {
      var stub = inventory.withCallCredentials(BearerToken.ofCaller());
      return quote(stub.getHold(request).getHold());
    } catch (StatusRuntimeException e) {
      throw InventoryFailures.of(e, "hold");
    }
  }

  private static Quote quote(Hold hold) {
    var items =
        Stream.<Item>concat(
                hold.getSeatsList().stream().map(Holds::item),
                hold.getProductsList().stream().map(Holds::item))
            .toList();
    var total = items.stream().mapToLong(Item::totalMinor).reduce(0, Math::addExact);
    var currency = hold.getTotal().getCurrency();
    var oneCurrency =
        Stream.concat(
                hold.getSeatsList().stream().map(HeldSeat::getPrice),
                hold.getProductsList().stream().map(HeldProduct::getPrice))
            .allMatch(price -> price.getCurrency().equals(currency));
    var ended = hold.getState() == HoldState.HOLD_STATE_ENDED;
    if (!ended && (items.isEmpty() || total != hold.getTotal().getAmountMinor() || !oneCurrency)) {
      throw new IllegalStateException("the prices of " + hold.getName() + " do not add up");
    }
    return new Quote(
        UUID.fromString(hold.getPerformanceId()),
        ended,
        items,
        new Payment.Total(total, currency),
        organisations(hold));
  }

  /// Products are sold with the home performance.
  private static List<String> organisations(Hold hold) {
    var home = hold.getPerformanceId();
    return Stream.of(
            hold.getProductsList().stream().map(HeldProduct::getOrganisationId),
            hold.getSeatsList().stream()
                .sorted(Comparator.comparing(seat -> !seat.getPerformanceId().equals(home)))
                .map(HeldSeat::getOrganisationId))
        .flatMap(of -> of)
        .distinct()
        .toList();
  }

  private static Item item(HeldSeat seat) {
    return new Item.Seat(
        UUID.fromString(seat.getPerformanceId()),
        UUID.fromString(seat.getSeatId()),
        seat.getAreaId().isEmpty() ? null : UUID.fromString(seat.getAreaId()),
        seat.getSection(),
        seat.getRow(),
        seat.getNumber(),
        seat.getCategory(),
        seat.getTicketTypeId().isEmpty()
            ? Item.TicketType.STANDARD
            : new Item.TicketType(UUID.fromString(seat.getTicketTypeId()), seat.getTicketType()),
        seat.getPrice().getAmountMinor(),
        charges(seat.getLine()));
  }

  private static Item item(HeldProduct product) {
    var name = (product.getDisplayName() + " " + product.getVariant()).strip();
    return new Item.Product(
        product.getSku(),
        name,
        product.getQuantity(),
        product.getPrice().getAmountMinor(),
        charges(product.getLine()));
  }

  /// Of a hold from before there were any: none.
  private static Charges charges(LineCharges line) {
    return new Charges(
        line.getCharges().getBookingFeeMinor(),
        line.getCharges().getTaxBasisPoints(),
        line.getCharges().getTaxOnTop(),
        line.getTaxMinor());
  }
}
