package boxoffice.inventory.reservation;

import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Query;

/// A statement of a transaction whose decision is how many rows it changes.
///
/// @param rows how many it must change, or nothing is reserved at all
/// @param otherwise says why, asked in the transaction that is undone then
record Step(Query query, int rows, Function<DSLContext, Reserved> otherwise) {}
