/// What a run found, as a table for the terminal, as JSON for programs, and as one page with plots
/// for people.
@NullMarked
package boxoffice.load.report;

import org.jspecify.annotations.NullMarked;
