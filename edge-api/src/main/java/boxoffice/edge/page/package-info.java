/// The few pages that people open: a greeting, and the form behind the mailed link. They run no
/// inline script, so that a strict content security policy holds.
@NullMarked
package boxoffice.edge.page;

import org.jspecify.annotations.NullMarked;
