package boxoffice.inventory.seatmap;

import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.UUID;
import org.jooq.DSLContext;

/// A plan's file while it is sent: read from PostgreSQL a part at a time, when the reader is ready
/// for it, and given on in pieces that fit into a message. For one thread at a time.
final class PlanFile {
  private static final int PART = 1024 * 1024;
  private static final int PIECE = 64 * 1024;

  private final DSLContext sql;
  private final SeatMapStore store;
  private final UUID seatMapId;
  private final int length;
  private ByteString part = ByteString.EMPTY;
  private int partStart;
  private int given;

  PlanFile(DSLContext sql, SeatMapStore store, UUID seatMapId) {
    this.sql = sql;
    this.store = store;
    this.seatMapId = seatMapId;
    this.length = store.planLength(sql, seatMapId);
  }

  boolean hasNext() {
    return given < length;
  }

  /// @throws WireException NOT_FOUND for a draft that is deleted meanwhile
  ByteString next() {
    if (given == partStart + part.size()) {
      partStart = given;
      part =
          store
              .planPart(sql, seatMapId, given, PART)
              .map(ByteString::copyFrom)
              .orElseThrow(() -> WireException.notFound("seat map"));
    }
    var from = given - partStart;
    var piece = part.substring(from, Math.min(part.size(), from + PIECE));
    given += piece.size();
    return piece;
  }
}
