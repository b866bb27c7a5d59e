/// Processes and folders that the parts share the care of: a folder that only one JVM may use at a
/// time, a process found again by its pid file, a program in a JVM of its own, a port that is free.
///
/// A JVM that is killed leaves running what it started. The next start on the same folder finds
/// that here and stops it. A [boxoffice.parts.process.BreakableProcess] can be killed, frozen and
/// restarted by tests.
@NullMarked
package boxoffice.parts.process;

import org.jspecify.annotations.NullMarked;
