/// Following which seats are free. However many watch a performance, one reader in this process
/// asks Redis for what changed, a few times a second, and only while somebody watches.
///
/// A [boxoffice.inventory.watch.Watch] reads for one performance and keeps a
/// [boxoffice.inventory.watch.Picture] of it; each stream is a [boxoffice.inventory.watch.Watcher].
/// Whoever reads too slowly is cut, so that nobody waits for them and nothing piles up.
@NullMarked
package boxoffice.inventory.watch;

import org.jspecify.annotations.NullMarked;
