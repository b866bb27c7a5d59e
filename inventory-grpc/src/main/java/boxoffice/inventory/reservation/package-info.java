/// Reservations: a hold made durable in PostgreSQL, before any money moves.
///
/// Three operations, all safe to repeat and called by order-grpc alone: reserve, book, free. The
/// truth is the row per seat, `primary key (performance_id, seat_id)`; Redis is told afterwards,
/// and whatever it missed costs a refusal, never a second sale.
@NullMarked
package boxoffice.inventory.reservation;

import org.jspecify.annotations.NullMarked;
