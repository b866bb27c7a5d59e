package boxoffice.load;

import boxoffice.load.measure.Meter;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows a person how far a run is and how it goes: a bar on a terminal, else a line every five
/// seconds. Any thread may tell it.
final class Progress implements AutoCloseable, LongConsumer {
  private static final int QUIET_SECONDS = 5;

  private final String task;
  private final long total;
  private final PrintStream out;
  private final @Nullable ProgressBar bar;
  private volatile long done;
  private int seconds;

  private Progress(String task, long total, PrintStream out, @Nullable ProgressBar bar) {
    this.task = task;
    this.total = total;
    this.out = out;
    this.bar = bar;
  }

  /// @param total visits that are to begin
  static Progress of(String task, long total, PrintStream out) {
    // some releases answer null where there is no terminal, others a console that is none
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return new Progress(task, total, out, null);
    }
    var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(250)
            .build();
    return new Progress(task, total, out, bar);
  }

  /// So many visits have begun.
  @Override
  public void accept(long begun) {
    done = Math.max(done, begun);
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /// What the last second brought.
  void second(Map<String, Meter.Second> second) {
    seconds++;
    var rates = rates(second);
    if (bar != null) {
      bar.setExtraMessage(rates);
    } else if (seconds % QUIET_SECONDS == 0) {
      out.printf(Locale.ROOT, "%s: %d of %d after %d s; %s%n", task, done, total, seconds, rates);
    }
  }

  private static String rates(Map<String, Meter.Second> second) {
    var text = new StringBuilder();
    second.forEach((name, counts) -> {
      if (counts.count() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s %d/s p99 %.0f ms  ",
                name,
                counts.count(),
                counts.latency().p99()));
      }
    });
    return text.toString().strip();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
