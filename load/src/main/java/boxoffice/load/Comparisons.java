package boxoffice.load;

import boxoffice.load.measure.Ratio;
import boxoffice.load.scenario.Stage;
import boxoffice.load.system.Target;
import java.util.List;

/// What a scenario compares with its floors, after the load.
interface Comparisons {
  /// Nothing.
  Comparisons NONE = (_, _) -> List.of();

  List<Ratio> compare(Target target, Stage stage);
}
