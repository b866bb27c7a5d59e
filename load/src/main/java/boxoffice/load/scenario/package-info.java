/// What the buyers do: one class a scenario.
@NullMarked
package boxoffice.load.scenario;

import org.jspecify.annotations.NullMarked;
