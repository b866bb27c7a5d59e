/// Tests of what a request passes.
@NullMarked
package boxoffice.edge.request;

import org.jspecify.annotations.NullMarked;
