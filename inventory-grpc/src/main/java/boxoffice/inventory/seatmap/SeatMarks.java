package boxoffice.inventory.seatmap;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is special about a seat.
record SeatMarks(boolean accessible, boolean companion, boolean restrictedView) {
  static final SeatMarks NONE = new SeatMarks(false, false, false);

  boolean isNone() {
    return equals(NONE);
  }

  /// For people to read, such as `accessible, companion`.
  @Override
  public String toString() {
    return Stream.of(
            accessible ? "accessible" : "",
            companion ? "companion" : "",
            restrictedView ? "restricted view" : "")
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
