/// Rates, latencies and costs while a scenario runs: histograms without coordinated omission, a
/// value a second for the plots, CPU time and memory of each process of the target.
@NullMarked
package boxoffice.load.measure;

import org.jspecify.annotations.NullMarked;
