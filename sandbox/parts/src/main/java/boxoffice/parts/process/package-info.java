/// Processes and folders that the parts share the care of: a folder that only one JVM may use at a
/// time, a process found again by its pid file, a port that is free.
///
/// A JVM that is killed leaves its PostgreSQL and Redis running. The next start on the same folder
/// finds them here and stops them.
@NullMarked
package boxoffice.parts.process;

import org.jspecify.annotations.NullMarked;
