/// Where the payment provider tells what happened. Its bytes are passed on as they came: their
/// signature is the only proof of who sent them, and order-grpc checks it.
@NullMarked
package boxoffice.edge.webhook;

import org.jspecify.annotations.NullMarked;
