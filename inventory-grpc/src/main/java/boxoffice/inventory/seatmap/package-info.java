/// Halls: importing a plan in the open seating-plan format and giving it back to the byte, what is
/// in it, and what its organiser says of it beside the plan (marks, capacities).
///
/// What is in a seat map never changes after its import, and nothing at all does once it is
/// published: a changed hall is a new version, another seat map. Publishing that moves the
/// performances to come, here and not in package `performance`, because it is one transaction.
/// Other features ask [boxoffice.inventory.seatmap.SeatMaps] for what may be used and for a
/// [boxoffice.inventory.seatmap.SeatMapLayout].
@NullMarked
package boxoffice.inventory.seatmap;

import org.jspecify.annotations.NullMarked;
