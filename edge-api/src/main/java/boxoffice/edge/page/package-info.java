/// The few pages that people open: a greeting, the form behind the mailed link, what each type of
/// problem means. They run no inline script, so that a strict content security policy holds.
@NullMarked
package boxoffice.edge.page;

import org.jspecify.annotations.NullMarked;
