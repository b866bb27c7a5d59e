/// Tests of user-grpc over real ports, and the running user-grpc that the tests of other services
/// use.
@NullMarked
package boxoffice.user;

import org.jspecify.annotations.NullMarked;
