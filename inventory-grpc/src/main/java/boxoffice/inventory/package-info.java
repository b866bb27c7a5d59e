/// inventory-grpc: who gets which seat.
///
/// Halls come in through [boxoffice.inventory.seatmap], are sold through
/// [boxoffice.inventory.performance], claimed in Redis by [boxoffice.inventory.hold] and made
/// durable in PostgreSQL by [boxoffice.inventory.reservation]. Redis is the gate, PostgreSQL is the
/// truth: whatever Redis loses, no seat is sold twice.
@NullMarked
package boxoffice.inventory;

import org.jspecify.annotations.NullMarked;
