/// Performances: what is sold, when, for how much, and what of it is free.
///
/// Organisers create, change, publish, open, pause and cancel them; buyers read, list and find
/// those that are published. [boxoffice.inventory.performance.Performances] keeps what was read for
/// two seconds at most: claims and reservations ask it. Only [boxoffice.inventory.hold] and the
/// database know who has which seat.
@NullMarked
package boxoffice.inventory.performance;

import org.jspecify.annotations.NullMarked;
