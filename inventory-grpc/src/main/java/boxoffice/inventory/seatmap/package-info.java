/// Halls: importing a plan in the open seating-plan format, and listing what is in it.
///
/// A seat map never changes after its import, so everything read from it may be kept for ever.
/// Other features ask [boxoffice.inventory.seatmap.SeatMaps] for a
/// [boxoffice.inventory.seatmap.SeatMapLayout].
@NullMarked
package boxoffice.inventory.seatmap;

import org.jspecify.annotations.NullMarked;
