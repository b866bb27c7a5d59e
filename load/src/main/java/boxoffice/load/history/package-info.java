/// What every client did and heard, in the order it happened: the evidence that the checker judges.
/// One line of JSON an event, so that a run of hours needs no memory for it.
@NullMarked
package boxoffice.load.history;

import org.jspecify.annotations.NullMarked;
