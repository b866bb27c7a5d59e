/// Whether a call found what an earlier call with the same `request_id` had made. Services say so
/// where they find it; the guard tells the caller, who need not care.
@NullMarked
package boxoffice.guard.repetition;

import org.jspecify.annotations.NullMarked;
