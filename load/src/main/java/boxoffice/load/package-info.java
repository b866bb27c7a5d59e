/// Drives a deployment of Boxoffice as thousands of buyers would, and judges it by facts: every
/// operation is written down, and at the end compared with the audit views and the provider's own
/// ledger.
///
/// [boxoffice.load.Load] is the program. It knows the contract and the audit views, nothing else of
/// the services.
@NullMarked
package boxoffice.load;

import org.jspecify.annotations.NullMarked;
