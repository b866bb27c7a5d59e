/// What operators see of a call: the request's id in every log line, its outcome in a meter, and,
/// where traces are exported, a span for each step. Without an address to export to there is no
/// tracer and no interceptor for it.
@NullMarked
package boxoffice.guard.observe;

import org.jspecify.annotations.NullMarked;
