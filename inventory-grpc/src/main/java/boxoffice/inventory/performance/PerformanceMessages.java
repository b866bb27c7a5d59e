package boxoffice.inventory.performance;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PerformanceStateConflict;
import boxoffice.inventory.v1.UpdatePerformanceRequest;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Performances as the contract has them, and what it asks for, as the operations have it.
final class PerformanceMessages {
  private PerformanceMessages() {}

  static boxoffice.inventory.v1.Performance toProto(Performance performance) {
    var proto =
        boxoffice.inventory.v1.Performance.newBuilder()
            .setPerformanceId(performance.performanceId().toString())
            .setDisplayName(performance.displayName())
            .setSeatMapId(performance.seatMapId().toString())
            .setStartTime(WireTypes.timestamp(performance.startTime()))
            .setOnSaleTime(WireTypes.timestamp(performance.onSaleTime()))
            .setOffSaleTime(WireTypes.timestamp(performance.offSaleTime()))
            .setSeatsPerHold(performance.seatsPerHold())
            .setSeatsPerBuyer(performance.seatsPerBuyer())
            .setSeatCount(performance.seatCount())
            .setCreateTime(WireTypes.timestamp(performance.createTime()))
            .setOrganisationId(text(performance.owner().organisationId()))
            .setEventId(text(performance.owner().eventId()))
            .setVenueId(text(performance.owner().venueId()))
            .setState(toProto(performance.state()))
            .setOrphansAllowed(performance.orphansAllowed())
            .setUpdateTime(WireTypes.timestamp(performance.updateTime()))
            .setEtag(Change.etag(performance.revision()));
    new TreeMap<>(performance.prices())
        .forEach((category, price) ->
            proto
                .addPricesBuilder()
                .setCategory(category)
                .setPrice(
                    Money.newBuilder()
                        .setAmountMinor(price.amountMinor())
                        .setCurrency(performance.currency()))
                .setCharges(price.charges()));
    for (var type : performance.ticketTypes()) {
      proto.addTicketTypes(TicketTypeMessage.of(type, performance.currency()));
    }
    return proto.build();
  }

  static PerformanceState toProto(Performance.State state) {
    return switch (state) {
      case DRAFT -> PerformanceState.PERFORMANCE_STATE_DRAFT;
      case PUBLISHED -> PerformanceState.PERFORMANCE_STATE_PUBLISHED;
      case OPEN -> PerformanceState.PERFORMANCE_STATE_OPEN;
      case PAUSED -> PerformanceState.PERFORMANCE_STATE_PAUSED;
      case CANCELLED -> PerformanceState.PERFORMANCE_STATE_CANCELLED;
    };
  }

  private static String text(@Nullable UUID id) {
    return id == null ? "" : id.toString();
  }

  static CreatePerformance.Request fromProto(CreatePerformanceRequest request) {
    return new CreatePerformance.Request(
        request.getDisplayName(),
        WireTypes.uuid(request.getEventId()),
        WireTypes.uuid(request.getSeatMapId()),
        firstState(request.getState()),
        new SaleTimes(
            WireTypes.instant(request.getStartTime()),
            WireTypes.instant(request.getOnSaleTime()),
            WireTypes.instant(request.getOffSaleTime())),
        prices(request.getPricesList()),
        request.getSeatsPerHold(),
        request.getSeatsPerBuyer(),
        request.getOrphansAllowed());
  }

  private static Performance.State firstState(PerformanceState state) {
    return switch (state) {
      case PERFORMANCE_STATE_UNSPECIFIED, PERFORMANCE_STATE_DRAFT -> Performance.State.DRAFT;
      case PERFORMANCE_STATE_PUBLISHED -> Performance.State.PUBLISHED;
      case PERFORMANCE_STATE_OPEN -> Performance.State.OPEN;
      case PERFORMANCE_STATE_PAUSED, PERFORMANCE_STATE_CANCELLED, UNRECOGNIZED ->
          throw WireException.invalidField("state", "no performance begins like that");
    };
  }

  static PerformanceStateConflict toProto(Changed.Conflict conflict) {
    return PerformanceStateConflict.newBuilder()
        .setState(toProto(conflict.state()))
        .setEventNotPublished(conflict.eventNotPublished())
        .build();
  }

  static PerformanceEdit fromProto(UpdatePerformanceRequest request) {
    var mask = Mask.of(request.getUpdateMask(), PerformanceEdit.FIELDS);
    return new PerformanceEdit(
        mask,
        request.getDisplayName(),
        time(mask, "start_time", request.hasStartTime(), request.getStartTime()),
        time(mask, "on_sale_time", request.hasOnSaleTime(), request.getOnSaleTime()),
        time(mask, "off_sale_time", request.hasOffSaleTime(), request.getOffSaleTime()),
        mask.has("prices") ? prices(request.getPricesList()) : null,
        request.getSeatsPerHold(),
        request.getSeatsPerBuyer(),
        request.getOrphansAllowed());
  }

  private static @Nullable Instant time(Mask mask, String field, boolean isSet, Timestamp time) {
    if (!mask.has(field)) {
      return null;
    }
    if (!isSet) {
      throw WireException.invalidField(field, "is not set");
    }
    return WireTypes.instant(time);
  }

  /// @throws WireException VALIDATION_FAILED for none, two of a category, and two currencies
  static Prices prices(List<CategoryPrice> prices) {
    if (prices.isEmpty()) {
      throw WireException.invalidField("prices", "are not set");
    }
    var currency = prices.getFirst().getPrice().getCurrency();
    Map<String, Price> byCategory = new HashMap<>();
    for (var price : prices) {
      if (!price.getPrice().getCurrency().equals(currency)) {
        throw WireException.invalidField("prices", "have two currencies");
      }
      if (byCategory.put(price.getCategory(), price(price)) != null) {
        throw WireException.invalidField("prices", price.getCategory() + " is priced twice");
      }
    }
    return new Prices(currency, byCategory);
  }

  private static Price price(CategoryPrice price) {
    return Price.of(price.getPrice().getAmountMinor(), price.getCharges());
  }
}
