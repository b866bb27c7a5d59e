/// A real PostgreSQL 18 on this machine with nothing installed: for the sandbox, where its data is
/// kept, and for tests, where it lives in a temporary folder.
///
/// The embedding library starts it fast and open (no fsync, no passwords). Boxoffice promises the
/// opposite, so both are set here and checked before anybody gets the address.
@NullMarked
package boxoffice.parts.postgres;

import org.jspecify.annotations.NullMarked;
