/// The whole system on one machine with nothing installed: PostgreSQL, Redis, payment provider,
/// inbox, the three services and the edge in one process, on real ports.
///
/// [boxoffice.sandbox.Sandbox] is the program, [boxoffice.sandbox.LocalSystem] starts and stops the
/// pieces in order, [boxoffice.sandbox.DemoData] gives it something to sell, and
/// [boxoffice.sandbox.TryPurchase] buys two seats of it as a new buyer would.
@NullMarked
package boxoffice.sandbox;

import org.jspecify.annotations.NullMarked;
