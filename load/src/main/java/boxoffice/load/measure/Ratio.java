package boxoffice.load.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A figure divided by its floor, measured in turns (A B A B ...) in one run.
///
/// @param name what was measured, such as `claim over gRPC`
/// @param floor what it is divided by, such as `empty gRPC call + claim script`
/// @param unit what both are, such as `CPU ms per operation` or `operations per second`
/// @param values the figure of each round
/// @param floorValues the floor of each round
/// @param limit what design.md section 10 allows; null where it says nothing
public record Ratio(
    String name,
    String floor,
    String unit,
    List<Double> values,
    List<Double> floorValues,
    @Nullable Double limit) {

  public Ratio {
    if (values.isEmpty() || values.size() != floorValues.size()) {
      throw new IllegalArgumentException("a ratio needs as many floors as values, one at least");
    }
    values = List.copyOf(values);
    floorValues = List.copyOf(floorValues);
  }

  /// Of each round, ascending.
  public List<Double> ratios() {
    return java.util.stream.IntStream.range(0, values.size())
        .mapToObj(i -> values.get(i) / floorValues.get(i))
        .sorted()
        .toList();
  }

  public double median() {
    return median(ratios());
  }

  /// The widest difference between two rounds, as a share of the median.
  public double spread() {
    var ratios = ratios();
    return (ratios.getLast() - ratios.getFirst()) / median(ratios);
  }

  private static double median(List<Double> sorted) {
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
