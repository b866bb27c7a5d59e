/// Tests of order-grpc as a whole, over real ports, and the fixture that others start it with.
@NullMarked
package boxoffice.order;

import org.jspecify.annotations.NullMarked;
