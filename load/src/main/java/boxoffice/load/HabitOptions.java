package boxoffice.load;

import boxoffice.load.scenario.Habits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// How the buyers of a scenario behave.
final class HabitOptions {
  @Option(
      names = "--think",
      paramLabel = "DURATION",
      description = "between hold and payment, on average (default: ${DEFAULT-VALUE})",
      defaultValue = "PT2S")
  Duration think = Duration.ofSeconds(2);

  @Option(
      names = "--best",
      paramLabel = "SHARE",
      description =
          "who takes the best that are free and names no seats (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  double best;

  @Option(
      names = "--abandon",
      paramLabel = "SHARE",
      description = "who holds and does not pay (default: ${DEFAULT-VALUE})",
      defaultValue = "0.1")
  double abandon = 0.1;

  @Option(
      names = "--decline",
      paramLabel = "SHARE",
      description = "whose first card is declined (default: ${DEFAULT-VALUE})",
      defaultValue = "0.05")
  double decline = 0.05;

  @Option(
      names = "--impatient",
      paramLabel = "SHARE",
      description = "who clicks again after --patience (default: ${DEFAULT-VALUE})",
      defaultValue = "0.05")
  double impatient = 0.05;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      description = "how long the impatient wait (default: ${DEFAULT-VALUE})",
      defaultValue = "PT0.5S")
  Duration patience = Duration.ofMillis(500);

  Habits habits() {
    RunOptions.share("--best", best);
    RunOptions.share("--abandon", abandon);
    RunOptions.share("--decline", decline);
    RunOptions.share("--impatient", impatient);
    notNegative("--think", think);
    notNegative("--patience", patience);
    return new Habits(think, Habits.usual().looks(), best, abandon, decline, impatient, patience);
  }

  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("think", think.toString());
    settings.put("best", Double.toString(best));
    settings.put("abandon", Double.toString(abandon));
    settings.put("decline", Double.toString(decline));
    settings.put("impatient", Double.toString(impatient));
    settings.put("patience", patience.toString());
    return settings;
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", needs 0 or more");
    }
  }
}
