/// Stores in Docker containers instead of processes of this machine, behind the same classes: what
/// `./mvnw verify -Ptestcontainers` runs the tests on. Nothing here is loaded without it.
@NullMarked
package boxoffice.parts.container;

import org.jspecify.annotations.NullMarked;
