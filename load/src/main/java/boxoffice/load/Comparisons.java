package boxoffice.load;

import boxoffice.load.measure.Ratio;
import java.util.List;

/// What a scenario compares with its floors, after the load.
interface Comparisons {
  /// Nothing.
  Comparisons NONE = ground -> List.of();

  List<Ratio> compare(Run.Ground ground);
}
