package boxoffice.load;

import boxoffice.load.measure.Ratio;
import boxoffice.load.scenario.Stage;
import boxoffice.load.system.Target;
import java.util.List;
import java.util.function.Consumer;

/// What a scenario compares with its floors, after the load.
interface Comparisons {
  /// Nothing.
  Comparisons NONE = (target, stage, remarks) -> List.of();

  /// @param remarks told what could not be measured, and why
  List<Ratio> compare(Target target, Stage stage, Consumer<String> remarks);
}
