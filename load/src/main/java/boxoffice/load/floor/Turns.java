package boxoffice.load.floor;

import boxoffice.load.floor.Floors.Plan;
import boxoffice.load.floor.Trial.Cost;
import boxoffice.load.measure.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What several things cost, measured in turns, so that whatever else the machine does meets all of
/// them alike.
final class Turns {
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  private Turns() {}

  /// One of the things that take turns.
  ///
  /// @param trial how it is measured
  /// @param operation gets its number
  /// @param after what undoes it, untimed
  record Step(String name, Trial trial, int operations, IntConsumer operation, Runnable after) {
    Step(String name, Trial trial, int operations, IntConsumer operation) {
      this(name, trial, operations, operation, () -> {});
    }

    private Cost measure() {
      try {
        return trial.measure(operations, operation);
      } finally {
        after.run();
      }
    }
  }

  /// Measures each step in each round, after as many rounds as warm up those that are cold.
  ///
  /// @param warm names of the steps that are warm, and of all these in the end
  static Turns of(Plan plan, List<Step> steps, Set<String> warm) {
    var cold = steps.stream().filter(step -> !warm.contains(step.name())).toList();
    var fewest = steps.stream().mapToInt(Step::operations).min().orElseThrow();
    for (int round = 0; round < Math.ceilDiv(plan.warmUp(), fewest); round++) {
      cold.forEach(Step::measure);
    }
    cold.forEach(step -> warm.add(step.name()));
    var turns = new Turns();
    for (int round = 0; round < plan.rounds(); round++) {
      for (var step : steps) {
        turns.costs.computeIfAbsent(step.name(), _ -> new ArrayList<>()).add(step.measure());
      }
    }
    return turns;
  }

  /// One step divided by the sum of others: CPU time, and beside it what the client waited.
  ///
  /// @param limit of the CPU time; null where there is none
  List<Ratio> ratios(String name, @Nullable Double limit, String... floor) {
    return ratios(List.of(name), limit, floor);
  }

  /// The sum of several steps divided by the sum of others.
  List<Ratio> ratios(List<String> parts, @Nullable Double limit, String... floor) {
    var rounds = costs(floor[0]).size();
    var values = IntStream.range(0, rounds).mapToObj(round -> sum(round, parts)).toList();
    var floors = IntStream.range(0, rounds).mapToObj(round -> sum(round, List.of(floor))).toList();
    var name = String.join(" + ", parts);
    var of = String.join(" + ", floor);
    var all = new ArrayList<Ratio>();
    if (values.stream().allMatch(Turns::isKnown) && floors.stream().allMatch(Turns::isKnown)) {
      all.add(
          new Ratio(
              name,
              of,
              "CPU ms per operation",
              values.stream().map(Cost::cpuMillis).toList(),
              floors.stream().map(Cost::cpuMillis).toList(),
              limit));
    }
    all.add(
        new Ratio(
            name,
            of,
            "ms until the answer, median",
            values.stream().map(Cost::medianMillis).toList(),
            floors.stream().map(Cost::medianMillis).toList(),
            null));
    return all;
  }

  /// False for a target whose processes are not on this machine.
  private static boolean isKnown(Cost cost) {
    return cost.cpuMillis() > 0;
  }

  private Cost sum(int round, List<String> parts) {
    return parts.stream().map(part -> costs(part).get(round)).reduce(Cost.NONE, Cost::plus);
  }

  private List<Cost> costs(String name) {
    var of = costs.get(name);
    if (of == null) {
      throw new IllegalArgumentException("not measured: " + name);
    }
    return of;
  }
}
