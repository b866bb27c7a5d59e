/// Forms of values that several nouns share in JSON: money, times, names of states.
@NullMarked
package boxoffice.edge.value;

import org.jspecify.annotations.NullMarked;
