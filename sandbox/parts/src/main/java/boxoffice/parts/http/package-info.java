/// The HTTP server under the parts that have one: small, on the loopback address, started and
/// stopped by its part.
@NullMarked
package boxoffice.parts.http;

import org.jspecify.annotations.NullMarked;
