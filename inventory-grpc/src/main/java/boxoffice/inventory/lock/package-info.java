/// Locks that several features take: whoever takes one of them needs to know nothing of the others.
@NullMarked
package boxoffice.inventory.lock;

import org.jspecify.annotations.NullMarked;
