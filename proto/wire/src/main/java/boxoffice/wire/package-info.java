/// What every peer of Boxoffice must agree on, whichever language or framework it uses: why a call
/// failed ([boxoffice.wire.ErrorReason]), who calls ([boxoffice.wire.Caller]), how long a call may
/// take, when it is tried again and when it is not even tried, and how plain Java types look in a
/// message.
///
/// No Spring, SQL, Redis or domain noun, and twelve classes at most: what does not fit belongs
/// elsewhere.
@NullMarked
package boxoffice.wire;

import org.jspecify.annotations.NullMarked;
