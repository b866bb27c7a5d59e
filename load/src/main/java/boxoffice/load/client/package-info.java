/// How the generator speaks to the target: REST as a browser, gRPC as a partner. Every answer is
/// told as ok, refused or unknown.
@NullMarked
package boxoffice.load.client;

import org.jspecify.annotations.NullMarked;
