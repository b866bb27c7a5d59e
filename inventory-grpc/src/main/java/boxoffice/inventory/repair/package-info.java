/// Repair: compares the pools in Redis with PostgreSQL and puts right what differs.
///
/// PostgreSQL is the truth, and every change of it is told to Redis afterwards. What Redis missed
/// because a process died in between, or what became of it by an accident, costs a refusal or an
/// empty seat, never a second sale; here it is found within seconds and mended. A Redis that lost a
/// whole pool is another matter of the package `hold`.
@NullMarked
package boxoffice.inventory.repair;

import org.jspecify.annotations.NullMarked;
