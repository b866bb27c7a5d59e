package boxoffice.inventory.seatmap;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Turns a plan's file into a layout, or says at which place it is wrong: VALIDATION_FAILED with
/// the place, such as `zones[0].rows[3].seats[7].category`, in the metadata.
final class SeatPlanReader {
  private static final int MAX_SEATS = 200_000;

  /// A segment's length has 16 bits in a pool, and a page of rows must fit into a message.
  private static final int MAX_SEATS_OF_ROW = 1_000;

  private static final int MAX_CATEGORIES = 100;
  private static final int MAX_TEXT = 100;
  private static final Pattern TEXT =
      Pattern.compile("[^\\p{Cc}\\p{Cs}]{1," + MAX_TEXT + "}"); // nor half a pair

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(4096)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Float,
              number ->
                  number
                      .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final Set<String> categories = new LinkedHashSet<>();
  private final Set<UUID> seatIds = new HashSet<>();
  private final SegmentSplitter segments = new SegmentSplitter();
  private final List<PlannedSeat> seats = new ArrayList<>();
  private final AreaReader areas = new AreaReader();
  private int rowOrdinal;

  private SeatPlanReader() {}

  /// What was read.
  ///
  /// @param name the plan's own name
  /// @param categories all of the plan, in its order
  /// @param areas decoration, all of them
  record Result(String name, List<String> categories, SeatMapLayout layout, List<SeatArea> areas) {

    /// Those that seats and areas to stand in name, in the plan's order.
    List<String> pricedCategories() {
      var named = new HashSet<>(layout.categories());
      areas.forEach(area -> named.add(area.category()));
      return categories.stream().filter(named::contains).toList();
    }

    /// What the organiser says of areas, in place of what was said of those of the same id, as far
    /// as it fits this plan.
    Result saying(List<SeatArea> said) {
      var byId = said.stream().collect(Collectors.toMap(SeatArea::areaId, Function.identity()));
      var merged =
          areas.stream()
              .map(area -> fitting(area, byId.getOrDefault(area.areaId(), area)))
              .toList();
      return with(merged);
    }

    Result with(List<SeatArea> otherAreas) {
      return new Result(name, categories, layout, otherAreas);
    }

    private SeatArea fitting(SeatArea area, SeatArea said) {
      return area.section().equals(said.section()) && categories.contains(said.category())
          ? area.with(said.displayName(), said.capacity(), said.category())
          : area;
    }
  }

  /// @throws WireException VALIDATION_FAILED where the file is not such a plan
  static Result read(byte[] file) {
    return new SeatPlanReader().readPlan(parse(file));
  }

  private static SeatPlan parse(byte[] file) {
    try {
      var plan = JSON.readValue(file, SeatPlan.class);
      if (plan == null) {
        throw WireException.invalidField("plan", "is null");
      }
      return plan;
    } catch (JacksonException e) {
      var path = e.getPathReference() == null || e.getPath().isEmpty() ? "plan" : path(e);
      throw new WireException(
          ErrorReason.VALIDATION_FAILED,
          path + ": not seating-plan JSON",
          Map.of("field", path),
          e);
    }
  }

  private static String path(JacksonException failure) {
    return failure.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .substring(1);
  }

  private Result readPlan(SeatPlan plan) {
    readCategories(required(plan.categories(), "categories"));
    var zones = required(plan.zones(), "zones");
    for (int z = 0; z < zones.size(); z++) {
      var zone = required(zones.get(z), "zones[" + z + "]");
      var section = text(zone.name(), "zones[" + z + "].name");
      var rows = zone.rows() == null ? List.<SeatPlan.Row>of() : zone.rows();
      for (int r = 0; r < rows.size(); r++) {
        var place = "zones[" + z + "].rows[" + r + "]";
        readRow(required(rows.get(r), place), section, place);
      }
      areas.readZone(zone, z, section);
    }
    if (seats.isEmpty()) {
      throw WireException.invalidField("zones", "no seat in the plan");
    }
    return new Result(
        text(plan.name(), "name"), List.copyOf(categories), segments.layout(seats), areas.found());
  }

  private void readCategories(List<SeatPlan.Category> found) {
    if (found.size() > MAX_CATEGORIES) {
      throw WireException.invalidField("categories", "more than " + MAX_CATEGORIES);
    }
    for (int i = 0; i < found.size(); i++) {
      var place = "categories[" + i + "]";
      if (!categories.add(text(required(found.get(i), place).name(), place + ".name"))) {
        throw WireException.invalidField(place + ".name", "named twice");
      }
    }
  }

  /// A row without seats is no row: nobody lists it.
  private void readRow(SeatPlan.Row row, String section, String place) {
    var label = text(row.row_number(), place + ".row_number");
    var seatsOfRow = required(row.seats(), place + ".seats");
    if (seatsOfRow.isEmpty()) {
      return;
    }
    if (seatsOfRow.size() > MAX_SEATS_OF_ROW) {
      throw WireException.invalidField(place + ".seats", "more than " + MAX_SEATS_OF_ROW);
    }
    var positions = new ArrayList<SegmentSplitter.Point>();
    var first = seats.size();
    for (int s = 0; s < seatsOfRow.size(); s++) {
      var seatPlace = place + ".seats[" + s + "]";
      var seat = required(seatsOfRow.get(s), seatPlace);
      positions.add(position(seat, seatPlace + ".position"));
      seats.add(
          new PlannedSeat(
              seats.size(),
              seatId(seat, seatPlace),
              section,
              label,
              rowOrdinal,
              text(seat.seat_number(), seatPlace + ".seat_number"),
              category(seat, seatPlace),
              0,
              null));
      if (seats.size() > MAX_SEATS) {
        throw WireException.invalidField(seatPlace, "more than " + MAX_SEATS + " seats");
      }
    }
    rowOrdinal++;
    segments.addRow(section, first, positions);
  }

  private static SegmentSplitter.Point position(SeatPlan.Seat seat, String place) {
    var position = required(seat.position(), place);
    var x = required(position.x(), place + ".x");
    var y = required(position.y(), place + ".y");
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw WireException.invalidField(place, "is no place"); // 1e999 is a number of JSON
    }
    return new SegmentSplitter.Point(x, y);
  }

  private UUID seatId(SeatPlan.Seat seat, String place) {
    var guid = text(seat.seat_guid(), place + ".seat_guid");
    var id = DerivedId.of("seat", guid);
    if (!seatIds.add(id)) {
      throw WireException.invalidField(place + ".seat_guid", "used twice");
    }
    return id;
  }

  private String category(SeatPlan.Seat seat, String place) {
    var category = text(seat.category(), place + ".category");
    if (!categories.contains(category)) {
      throw WireException.invalidField(place + ".category", "not a category of the plan");
    }
    return category;
  }

  private static String text(@Nullable String text, String place) {
    if (text == null || !TEXT.matcher(text).matches()) {
      throw WireException.invalidField(
          place, "needs 1 to " + MAX_TEXT + " characters, none of them a control character");
    }
    return text;
  }

  static <T> T required(@Nullable T value, String place) {
    if (value == null) {
      throw WireException.invalidField(place, "is missing");
    }
    return value;
  }
}
