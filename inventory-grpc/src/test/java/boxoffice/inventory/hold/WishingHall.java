package boxoffice.inventory.hold;

import boxoffice.inventory.Catalogue;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.Shows;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreateProductRequest;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.MarkSeatsRequest;
import boxoffice.inventory.v1.NewVariant;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ProductServiceGrpc;
import boxoffice.inventory.v1.PublishSeatMapRequest;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatMark;
import boxoffice.inventory.v1.UpdateAreaRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A hall with stalls of two rows of eight, a circle of one row of four, two accessible seats at
/// the side of the stalls' front row with a companion's between them, and a floor of 120 places.
public final class WishingHall {
  private static final Duration SOON = Duration.ofDays(20);

  private final RunningInventoryGrpc inventory;
  private final String organiser;
  private final Catalogue catalogue;
  private final SeatMap seatMap;
  private final List<Seat> seats;

  public WishingHall(RunningInventoryGrpc inventory, String organiser) {
    this.inventory = inventory;
    this.organiser = organiser;
    this.catalogue = inventory.catalogue(organiser);
    var draft = inventory.importSeatMap(organiser, UUID.randomUUID(), plan(), false);
    seats = seats(draft);
    mark(draft, List.of(8, 10), SeatMark.SEAT_MARK_ACCESSIBLE);
    mark(draft, List.of(9), SeatMark.SEAT_MARK_COMPANION);
    var _ =
        stub()
            .updateArea(
                UpdateAreaRequest.newBuilder()
                    .setRequestId(newId())
                    .setSeatMapId(draft.getSeatMapId())
                    .setAreaId(draft.getAreas(0).getAreaId())
                    .setCapacity(120)
                    .setCategory("Floor")
                    .setDisplayName("Floor")
                    .build());
    seatMap =
        stub()
            .publishSeatMap(
                PublishSeatMapRequest.newBuilder()
                    .setRequestId(newId())
                    .setSeatMapId(draft.getSeatMapId())
                    .build())
            .getSeatMap();
  }

  private static String plan() {
    return """
    {"name":"Hall","categories":[{"name":"Stalls"},{"name":"Circle"},{"name":"Floor"}],
     "zones":[{"name":"Stalls","rows":[%s,%s],"areas":[{"text":"Floor"}]},
      {"name":"Circle","rows":[%s]}]}\
    """
        .formatted(row("A", 11, "Stalls"), row("B", 8, "Stalls"), row("C", 4, "Circle"));
  }

  private static String row(String label, int seats, String category) {
    var row =
        IntStream.range(0, seats)
            .mapToObj(i ->
                """
                {"seat_guid":"%s%d","seat_number":"%d","position":{"x":%d,"y":0},"category":"%s"}\
                """
                    .formatted(label, i, i + 1, i * 25, category))
            .collect(Collectors.joining(","));
    return "{\"row_number\":\"" + label + "\",\"seats\":[" + row + "]}";
  }

  private SeatMapServiceGrpc.SeatMapServiceBlockingStub stub() {
    return SeatMapServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(() -> organiser));
  }

  private void mark(SeatMap draft, List<Integer> ordinals, SeatMark mark) {
    var _ =
        stub()
            .markSeats(
                MarkSeatsRequest.newBuilder()
                    .setRequestId(newId())
                    .setSeatMapId(draft.getSeatMapId())
                    .addAllSeatIds(ordinals.stream().map(this::seat).toList())
                    .addMarks(mark)
                    .build());
  }

  private List<Seat> seats(SeatMap of) {
    var found = new ArrayList<Seat>();
    stub()
        .listSeatMapRows(
            ListSeatMapRowsRequest.newBuilder().setSeatMapId(of.getSeatMapId()).build())
        .getRowsList()
        .forEach(row -> found.addAll(row.getSeatsList()));
    return found;
  }

  /// By ordinal: the front row has 0 to 7 and, accessible, 8 to 10; the row behind 11 to 18; the
  /// circle 19 to 22.
  public String seat(int ordinal) {
    return seats.get(ordinal).getSeatId();
  }

  public String areaId() {
    return seatMap.getAreas(0).getAreaId();
  }

  public String organisationId() {
    return catalogue.organisationId();
  }

  public String organiser() {
    return organiser;
  }

  public Performance performance() {
    return performance(request());
  }

  public Performance performance(CreatePerformanceRequest.Builder request) {
    return inventory.performances(organiser).createPerformance(request.build()).getPerformance();
  }

  /// On sale, at 25, 15 and 10 EUR, with the rule against orphans off.
  public CreatePerformanceRequest.Builder request() {
    var start = Instant.now().plus(SOON);
    return CreatePerformanceRequest.newBuilder()
        .setRequestId(newId())
        .setDisplayName("Wishes")
        .setSeatMapId(seatMap.getSeatMapId())
        .setEventId(catalogue.eventId())
        .setState(PerformanceState.PERFORMANCE_STATE_OPEN)
        .setOrphansAllowed(true)
        .setOnSaleTime(WireTypes.timestamp(Instant.now().minus(SOON)))
        .setOffSaleTime(WireTypes.timestamp(start))
        .setStartTime(WireTypes.timestamp(start))
        .setSeatsPerBuyer(1000)
        .addPrices(Shows.price("Stalls", 2500))
        .addPrices(Shows.price("Circle", 1500))
        .addPrices(Shows.price("Floor", 1000));
  }

  /// Programmes at 8 EUR.
  ///
  /// @param perBuyer 0 for any number
  /// @return their sku
  public String product(int stock, int perBuyer) {
    var sku = "programme-" + newId();
    var _ =
        ProductServiceGrpc.newBlockingStub(inventory.channel())
            .withCallCredentials(new BearerToken(() -> organiser))
            .createProduct(
                CreateProductRequest.newBuilder()
                    .setRequestId(newId())
                    .setOrganisationId(organisationId())
                    .setDisplayName("Programme")
                    .setPublished(true)
                    .setPerBuyerLimit(perBuyer)
                    .addVariants(
                        NewVariant.newBuilder()
                            .setSku(sku)
                            .setPrice(Shows.euros(800))
                            .setStock(stock))
                    .build());
    return sku;
  }

  public static PlaceHoldRequest.Builder wish(Performance performance) {
    return PlaceHoldRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId());
  }

  public PlaceHoldResponse hold(String buyer, PlaceHoldRequest.Builder request) {
    return inventory.holds(buyer).placeHold(request.build());
  }

  public static String newId() {
    return UUID.randomUUID().toString();
  }
}
