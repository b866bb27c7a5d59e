/// The house: what organisers do with the seats of a performance: they keep seats back (*blocks*)
/// and set seats aside for a partner's channel (*allocations*).
///
/// Seats that are free are first set aside in Redis, as a buyer's claim would be, then changed in
/// PostgreSQL under the performance's lock, then settled in Redis
/// ([boxoffice.inventory.house.ChangeHouse]). So no buyer holds a seat that the house takes, and a
/// crash in between leaves PostgreSQL right: a reservation asks it. A performance without a pool, a
/// draft, is changed in PostgreSQL alone; its pool is built from that.
@NullMarked
package boxoffice.inventory.house;

import org.jspecify.annotations.NullMarked;
