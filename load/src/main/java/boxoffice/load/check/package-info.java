/// The invariants of the reliability rules, by their names, each checked against the history, the
/// audit views and the provider's ledger.
///
/// [boxoffice.load.check.Quiescence] waits until the system is at rest,
/// [boxoffice.load.check.Checker] then reads everything and asks each invariant, and
/// [boxoffice.load.check.Watch] has looked meanwhile at what must hold at all times. An invariant
/// is a function of plain records ([Evidence]); what it cannot see is told as NOT_YET or
/// NOT_CHECKED.
@NullMarked
package boxoffice.load.check;

import org.jspecify.annotations.NullMarked;
