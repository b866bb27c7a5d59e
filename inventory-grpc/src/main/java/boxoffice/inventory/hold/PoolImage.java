package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout;
import java.nio.ByteBuffer;

/// The bytes of the keys `layout`, `seats` and `runs`, as `pool.lua` and `seats.lua` describe them.
final class PoolImage {
  /// Bytes of a seat.
  static final int CELL = 8;

  /// What `until` says of a seat that a reservation has.
  static final long NEVER = 0xFFFFFFFFL;

  /// What `until` says of a seat that the house keeps back.
  static final long BLOCKED = 0xFFFFFFFEL;

  private static final int SEGMENT = 10;
  private static final int NEIGHBOURS = 10;
  private static final int TAKEN = -1;

  private final SeatMapLayout hall;
  private final int channels;
  private final ByteBuffer seats;

  /// @param channels how many have seats of their own, numbered from 1
  PoolImage(SeatMapLayout hall, int channels) {
    this.hall = hall;
    this.channels = channels;
    this.seats = ByteBuffer.allocate(hall.seats().size() * CELL);
  }

  int channels() {
    return channels;
  }

  /// For good: without a deadline.
  void take(int ordinal, long owner) {
    put(ordinal, owner, NEVER);
  }

  void block(int ordinal, long owner) {
    put(ordinal, owner, BLOCKED);
  }

  /// A free seat that only this channel may have.
  void allocate(int ordinal, int channel) {
    put(ordinal, 0, channel);
  }

  private void put(int ordinal, long owner, long until) {
    seats.putInt(ordinal * CELL, (int) owner).putInt(ordinal * CELL + Integer.BYTES, (int) until);
  }

  byte[] seats() {
    return seats.array();
  }

  byte[] layout() {
    var bytes = ByteBuffer.allocate(hall.segments().size() * SEGMENT);
    for (var segment : hall.segments()) {
      bytes
          .putInt(segment.firstOrdinal())
          .putShort((short) segment.length())
          .putShort((short) segment.quality())
          .putShort((short) segment.middle());
    }
    return bytes.array();
  }

  /// For each view, one bit a segment for each n: it has n free neighbours. Highest bit of a byte
  /// first, as Redis counts bits.
  byte[] runs() {
    int segments = hall.segments().size();
    var bits = new byte[((channels + 1) * segments * NEIGHBOURS + Byte.SIZE - 1) / Byte.SIZE];
    for (int segment = 0; segment < segments; segment++) {
      var longest = longestRuns(hall.segments().get(segment));
      for (int view = 0; view <= channels; view++) {
        for (int n = 1; n <= Math.min(NEIGHBOURS, longest[view]); n++) {
          int bit = (view * NEIGHBOURS + n - 1) * segments + segment;
          bits[bit / Byte.SIZE] |= (byte) (0x80 >>> (bit % Byte.SIZE));
        }
      }
    }
    return bits;
  }

  /// By view.
  private int[] longestRuns(SeatMapLayout.Segment segment) {
    var longest = new int[channels + 1];
    int view = TAKEN;
    int run = 0;
    for (int i = 0; i < segment.length(); i++) {
      int at = (segment.firstOrdinal() + i) * CELL;
      int of = seats.getInt(at) == 0 ? seats.getInt(at + Integer.BYTES) : TAKEN;
      run = of == view ? run + 1 : 1;
      view = of;
      if (view != TAKEN) {
        longest[view] = Math.max(longest[view], run);
      }
    }
    return longest;
  }
}
