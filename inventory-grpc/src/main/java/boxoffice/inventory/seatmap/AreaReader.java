package boxoffice.inventory.seatmap;

import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the areas of a plan. Nothing is sold by what is written on them, so a long or many-lined
/// text is shortened rather than refused; the file keeps it.
///
/// A plan gives its areas no guid: their id follows from their place in it.
final class AreaReader {
  private static final int MAX_AREAS = 1_000;
  private static final int MAX_TEXT = 100;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]+");

  private final List<SeatArea> areas = new ArrayList<>();

  List<SeatArea> found() {
    return List.copyOf(areas);
  }

  /// @throws WireException VALIDATION_FAILED with the place
  void readZone(SeatPlan.Zone zone, int number, String section) {
    var found = zone.areas() == null ? List.<SeatPlan.Area>of() : zone.areas();
    for (int a = 0; a < found.size(); a++) {
      var place = "zones[" + number + "].areas[" + a + "]";
      if (areas.size() == MAX_AREAS) {
        throw WireException.invalidField(place, "more than " + MAX_AREAS + " areas");
      }
      var area = SeatPlanReader.required(found.get(a), place);
      areas.add(
          new SeatArea(
              DerivedId.of("area", Integer.toString(number), Integer.toString(a)),
              areas.size(),
              section,
              printable(text(area.text(), place + ".text")),
              0,
              ""));
    }
  }

  private static String text(@Nullable JsonNode text, String place) {
    if (text == null || text.isNull()) {
      return "";
    }
    if (text.isString()) {
      return text.stringValue();
    }
    if (text.isObject()) {
      return text(text.get("text"), place + ".text");
    }
    throw WireException.invalidField(place, "is no text");
  }

  private static String printable(String text) {
    var line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    var length = Math.min(MAX_TEXT, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, length));
  }
}
