package boxoffice.inventory.repair;

import boxoffice.inventory.repair.RepairPool.Kind;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Tells an operator how a performance's pool differs from PostgreSQL, and changes nothing.
final class ComparePool {
  private final DSLContext sql;
  private final RepairStore store;
  private final RepairPool repairPool;
  private final SeatMaps seatMaps;

  ComparePool(DSLContext sql, RepairStore store, RepairPool repairPool, SeatMaps seatMaps) {
    this.sql = sql;
    this.store = store;
    this.repairPool = repairPool;
    this.seatMaps = seatMaps;
  }

  record Wrong(UUID seatId, int ordinal, Kind kind) {}

  /// @param reserved how many seats are an order's that is not paid
  record Result(int epoch, int reserved, List<Wrong> wrong) {}

  /// @throws WireException NOT_FOUND; INVENTORY_UNAVAILABLE while there is no pool to be read
  Result compare(UUID performance) {
    var subject =
        store.subject(sql, performance).orElseThrow(() -> WireException.notFound("performance"));
    var look = repairPool.compare(sql, subject);
    var seats = seatMaps.layout(subject.seatMapId()).seats();
    return new Result(
        subject.epoch(),
        look.reserved(),
        look.differences().stream()
            .map(one -> new Wrong(seats.get(one.ordinal()).seatId(), one.ordinal(), one.kind()))
            .toList());
  }
}
