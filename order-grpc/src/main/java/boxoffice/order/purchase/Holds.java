package boxoffice.order.purchase;

import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.HoldState;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The caller's holds, as inventory tells them to the caller.
final class Holds {
  private final HoldServiceBlockingStub inventory;

  Holds(HoldServiceBlockingStub inventory) {
    this.inventory = inventory;
  }

  /// What a hold has and what it costs.
  ///
  /// @param totalMinor in the smallest unit of `currency`
  record Quote(
      UUID performanceId, boolean isEnded, List<Item> items, long totalMinor, String currency) {
    Quote {
      items = List.copyOf(items);
    }
  }

  /// @throws WireException NOT_FOUND when it is not the caller's; INVENTORY_UNAVAILABLE when
  ///   inventory does not answer: nothing happened
  Quote find(String name) {
    var request = GetHoldRequest.newBuilder().setName(name).build();
    try {
      var stub = inventory.withCallCredentials(BearerToken.ofCaller());
      return quote(stub.getHold(request).getHold());
    } catch (StatusRuntimeException e) {
      throw InventoryFailures.of("hold", e);
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
    return new Quote(UUID.fromString(hold.getPerformanceId()), ended, items, total, currency);
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
        seat.getPrice().getAmountMinor());
  }

  private static Item item(HeldProduct product) {
    var name = (product.getDisplayName() + " " + product.getVariant()).strip();
    return new Item.Product(
        product.getSku(), name, product.getQuantity(), product.getPrice().getAmountMinor());
  }
}
