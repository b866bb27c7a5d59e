/// Performances: what is sold, when, for how much, and what of it is free.
///
/// A performance does not change once it is created, so
/// [boxoffice.inventory.performance.Performances] keeps what it has read. Claims and reservations
/// ask it; only [boxoffice.inventory.hold] and the database know who has which seat.
@NullMarked
package boxoffice.inventory.performance;

import org.jspecify.annotations.NullMarked;
