package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout;
import java.nio.ByteBuffer;

/// The bytes of the keys `layout`, `seats` and `runs`, as `pool.lua` describes them.
final class PoolImage {
  private static final int CELL = 8;
  private static final int SEGMENT = 8;
  private static final int NEIGHBOURS = 10;
  private static final int NEVER = 0xFFFFFFFF;

  private final SeatMapLayout hall;
  private final ByteBuffer seats;

  PoolImage(SeatMapLayout hall) {
    this.hall = hall;
    this.seats = ByteBuffer.allocate(hall.seats().size() * CELL);
  }

  /// For good: without a deadline.
  void take(int ordinal, long owner) {
    seats.putInt(ordinal * CELL, (int) owner).putInt(ordinal * CELL + Integer.BYTES, NEVER);
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
          .putShort((short) segment.quality());
    }
    return bytes.array();
  }

  /// One bit a segment for each n: it has n free neighbours. Highest bit of a byte first, as Redis
  /// counts bits.
  byte[] runs() {
    int segments = hall.segments().size();
    var bits = new byte[(segments * NEIGHBOURS + Byte.SIZE - 1) / Byte.SIZE];
    for (int segment = 0; segment < segments; segment++) {
      int longest = Math.min(NEIGHBOURS, longestRun(hall.segments().get(segment)));
      for (int n = 1; n <= longest; n++) {
        int bit = (n - 1) * segments + segment;
        bits[bit / Byte.SIZE] |= (byte) (0x80 >>> (bit % Byte.SIZE));
      }
    }
    return bits;
  }

  private int longestRun(SeatMapLayout.Segment segment) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < segment.length(); i++) {
      run = seats.getInt((segment.firstOrdinal() + i) * CELL) == 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
