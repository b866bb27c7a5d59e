/// Performances that are cancelled, with all that was sold of them: a job that is stored, and
/// worked off order by order by whichever instance is there.
///
/// [boxoffice.order.performance.StartCancellation] has inventory cancel the performance first, so
/// that nothing more is sold, and then stores which orders it is about.
/// [boxoffice.order.performance.CancellationWorker] cancels each; what follows from that, the money
/// and the seats, is the order's saga's.
@NullMarked
package boxoffice.order.performance;

import org.jspecify.annotations.NullMarked;
