/// What a service refuses to start on, and how it says so: one line, no stack trace.
///
/// Missing and guessable secrets are found here, before anything is connected; a setting that
/// cannot be used is named instead of the class that reads it. What a store is set up like, each
/// service asks itself and says through [BootRefusal].
@NullMarked
package boxoffice.guard.boot;

import org.jspecify.annotations.NullMarked;
