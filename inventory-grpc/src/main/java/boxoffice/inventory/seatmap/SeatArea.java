package boxoffice.inventory.seatmap;

import java.util.UUID;

/// An area of a plan: decoration, such as a stage, until it has a capacity.
///
/// @param ordinal its place in the plan, from 0
/// @param category of its places; empty for decoration
record SeatArea(
    UUID areaId, int ordinal, String section, String displayName, int capacity, String category) {

  boolean isDecoration() {
    return capacity == 0;
  }

  SeatArea with(String newName, int newCapacity, String newCategory) {
    return new SeatArea(areaId, ordinal, section, newName, newCapacity, newCategory);
  }
}
