package boxoffice.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much comes, and for how long, in the scenarios that go on for a time.
final class FlowOptions {
  /// A buyer's token lives an hour, and who bought reads the order again at the end.
  private static final Duration LONGEST = Duration.ofMinutes(50);

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description = "visits a second (default: 100; soak 25)")
  @Nullable Double rate;

  @Option(
      names = "--time",
      paramLabel = "DURATION",
      description = "how long they keep coming, 50 minutes at most (default: PT60S; soak PT45M)")
  @Nullable Duration time;

  @Option(
      names = "--seats",
      description = "of the house (default: ${DEFAULT-VALUE})",
      defaultValue = "20000")
  int seats = 20_000;

  @Option(
      names = "--buyers",
      description = "who visit in turn (default: ${DEFAULT-VALUE})",
      defaultValue = "5000")
  int buyers = 5_000;

  /// Checked.
  ///
  /// @param visits that come in the time
  record Flow(double perSecond, Duration time, long visits) {}

  Flow flow(double usualRate, Duration usualTime) {
    var perSecond = rate == null ? usualRate : rate;
    var span = time == null ? usualTime : time;
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("--rate is " + perSecond + ", needs more than 0");
    }
    if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--time is " + span + ", needs more than 0 and at most " + LONGEST);
    }
    RunOptions.positive("--seats", seats);
    RunOptions.positive("--buyers", buyers);
    return new Flow(perSecond, span, Math.max(1, Math.round(perSecond * span.toMillis() / 1_000)));
  }

  Map<String, String> settings(Flow flow) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("rate", flow.perSecond() + " per second");
    settings.put("time", flow.time().toString());
    settings.put("seats", Integer.toString(seats));
    settings.put("buyers", Integer.toString(buyers));
    return settings;
  }
}
