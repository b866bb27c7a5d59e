/// The whole system on one machine with nothing installed: PostgreSQL, Redis, payment provider,
/// inbox, the three services and the edge, on real ports, in one process or in many.
///
/// [boxoffice.sandbox.Sandbox] is the program, [boxoffice.sandbox.LocalSystem] starts and stops the
/// pieces in order, [boxoffice.sandbox.ServiceSettings] tells each service what it needs,
/// [boxoffice.sandbox.OneJvm] or [boxoffice.sandbox.ChildProcesses] runs them.
/// [boxoffice.sandbox.ControlFace] lets programs hurt [boxoffice.sandbox.ProcessTable] and
/// [boxoffice.sandbox.Links], and make [boxoffice.sandbox.People]. [boxoffice.sandbox.DemoData]
/// gives the system something to sell, and [boxoffice.sandbox.TryPurchase] buys two seats of it as
/// a new buyer would.
@NullMarked
package boxoffice.sandbox;

import org.jspecify.annotations.NullMarked;
