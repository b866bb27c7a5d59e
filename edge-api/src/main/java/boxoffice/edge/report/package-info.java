/// What performances earned, for their organisers.
@NullMarked
package boxoffice.edge.report;

import org.jspecify.annotations.NullMarked;
