/// Every answer that is not a success, as RFC 9457 problem documents: refusals of the services,
/// failed calls, requests that no controller sees, and what the container itself refuses. Nothing
/// in them tells about our inside; `traceId` finds the log lines.
@NullMarked
package boxoffice.edge.problem;

import org.jspecify.annotations.NullMarked;
