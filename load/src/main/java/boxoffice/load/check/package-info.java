/// The invariants of the reliability rules, by their names, each checked against the history, the
/// audit views and the provider's ledger.
@NullMarked
package boxoffice.load.check;

import org.jspecify.annotations.NullMarked;
