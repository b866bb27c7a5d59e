/// A real Redis 7.0 on this machine with nothing installed, set up as Boxoffice needs it in
/// production: append-only file, no eviction, a password.
///
/// Tests can pause, kill and restart it: the gate must answer "busy" or "rebuilding" then, and
/// never sell a seat twice.
@NullMarked
package boxoffice.parts.redis;

import org.jspecify.annotations.NullMarked;
