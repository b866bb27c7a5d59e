package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The arguments of a pool's script: text, numbers as text, and bytes. The epoch is always the
/// first.
final class PoolArguments {
  private final int epoch;
  private final List<byte[]> bytes = new ArrayList<>();

  PoolArguments(int epoch) {
    this.epoch = epoch;
    add(epoch);
  }

  int epoch() {
    return epoch;
  }

  /// @param values a boolean is 1 or 0
  void add(Object... values) {
    for (var value : values) {
      var text =
          switch (value) {
            case Boolean yes -> yes ? "1" : "0";
            default -> value.toString();
          };
      addBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void addBytes(byte[] value) {
    bytes.add(value);
  }

  /// The segments of seats, each once, behind how many there are.
  void addSegments(SeatMapLayout hall, List<PlannedSeat> seats) {
    var numbers = seats.stream().map(PlannedSeat::segment).distinct().toList();
    add(numbers.size());
    for (var number : numbers) {
      var segment = hall.segments().get(number);
      add(number, segment.firstOrdinal(), segment.length());
    }
  }

  List<byte[]> bytes() {
    return bytes;
  }
}
