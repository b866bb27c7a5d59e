/// The system under load: where it listens, what it is made of, and how its processes are hurt,
/// measured and asked for buyers. [boxoffice.load.system.Target] is read from the file that a
/// running sandbox writes.
@NullMarked
package boxoffice.load.system;

import org.jspecify.annotations.NullMarked;
