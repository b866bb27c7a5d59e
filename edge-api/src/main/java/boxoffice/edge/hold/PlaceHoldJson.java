package boxoffice.edge.hold;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.AreaChoice;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.SeatChoice;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wanted: all of it, or nothing.
///
/// @param seats chosen by the buyer
/// @param best instead, or besides: chosen by us
/// @param areas places without a number
/// @param products without a seat, such as a programme
/// @param also of further performances
record PlaceHoldJson(
    @JsonSetter(nulls = Nulls.SET) @Nullable List<SeatChoiceJson> seats,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<BestAvailableJson> best,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<AreaChoiceJson> areas,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<ProductChoiceJson> products,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<PerformanceChoiceJson> also) {

  PlaceHoldRequest toProto(RequestId requestId, String performance) {
    return PlaceHoldRequest.newBuilder()
        .setRequestId(requestId.text())
        .setPerformanceId(performance)
        .addAllSeats(orNone(seats).stream().map(SeatChoiceJson::toProto).toList())
        .addAllBest(orNone(best).stream().map(BestAvailableJson::toProto).toList())
        .addAllAreas(orNone(areas).stream().map(AreaChoiceJson::toProto).toList())
        .addAllProducts(orNone(products).stream().map(ProductChoiceJson::toProto).toList())
        .addAllAlso(orNone(also).stream().map(PerformanceChoiceJson::toProto).toList())
        .build();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// @param seatId as the seat map's rows name it
  /// @param ticketTypeId the category's standard one when it is not given
  record SeatChoiceJson(
      String seatId, @JsonSetter(nulls = Nulls.SET) @Nullable String ticketTypeId) {
    SeatChoice toProto() {
      return SeatChoice.newBuilder()
          .setSeatId(seatId)
          .setTicketTypeId(orEmpty(ticketTypeId))
          .build();
    }
  }

  /// Seats beside each other, the best that are free.
  ///
  /// @param category any when it is not given, as `section`
  /// @param accessible only for wheelchairs
  /// @param maxPriceMinor of each seat
  record BestAvailableJson(
      int count,
      @JsonSetter(nulls = Nulls.SET) @Nullable String category,
      @JsonSetter(nulls = Nulls.SET) @Nullable String section,
      @JsonSetter(nulls = Nulls.SET) @Nullable Boolean accessible,
      @JsonSetter(nulls = Nulls.SET) @Nullable Long maxPriceMinor,
      @JsonSetter(nulls = Nulls.SET) @Nullable String ticketTypeId) {
    BestAvailable toProto() {
      return BestAvailable.newBuilder()
          .setCount(count)
          .setCategory(orEmpty(category))
          .setSection(orEmpty(section))
          .setAccessible(Boolean.TRUE.equals(accessible))
          .setMaxPriceMinor(maxPriceMinor == null ? 0 : maxPriceMinor)
          .setTicketTypeId(orEmpty(ticketTypeId))
          .build();
    }
  }

  /// Places of an area.
  record AreaChoiceJson(
      String areaId, int count, @JsonSetter(nulls = Nulls.SET) @Nullable String ticketTypeId) {
    AreaChoice toProto() {
      return AreaChoice.newBuilder()
          .setAreaId(areaId)
          .setCount(count)
          .setTicketTypeId(orEmpty(ticketTypeId))
          .build();
    }
  }

  /// Units of a product.
  record ProductChoiceJson(String sku, int quantity) {
    ProductChoice toProto() {
      return ProductChoice.newBuilder().setSku(sku).setQuantity(quantity).build();
    }
  }

  /// What is wanted of a further performance.
  record PerformanceChoiceJson(
      String performanceId,
      @JsonSetter(nulls = Nulls.SET) @Nullable List<SeatChoiceJson> seats,
      @JsonSetter(nulls = Nulls.SET) @Nullable List<BestAvailableJson> best,
      @JsonSetter(nulls = Nulls.SET) @Nullable List<AreaChoiceJson> areas) {
    PerformanceChoice toProto() {
      return PerformanceChoice.newBuilder()
          .setPerformanceId(performanceId)
          .addAllSeats(orNone(seats).stream().map(SeatChoiceJson::toProto).toList())
          .addAllBest(orNone(best).stream().map(BestAvailableJson::toProto).toList())
          .addAllAreas(orNone(areas).stream().map(AreaChoiceJson::toProto).toList())
          .build();
    }
  }
}
