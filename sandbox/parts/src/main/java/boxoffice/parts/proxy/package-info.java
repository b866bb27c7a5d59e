/// A network that can be broken on purpose: tests put it between a service and what it depends on,
/// and then make it slow, silent, cut or reset.
@NullMarked
package boxoffice.parts.proxy;

import org.jspecify.annotations.NullMarked;
