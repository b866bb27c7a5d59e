package boxoffice.load;

import boxoffice.load.scenario.Stop;
import boxoffice.load.system.Control;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Something done to the target while there is load: a process killed, frozen or started again, a
/// link between two processes made slow, silent or broken.
///
/// @param after seconds after the load begins
/// @param name of a process, such as `inventory-2`, or of a link, such as `edge/inventory-2`
/// @param detail what the verb needs beside, such as `millis=100`; may be empty
record Hurt(double after, String verb, String name, String detail) {
  private static final Set<String> TO_PROCESSES =
      Set.of("kill", "stop", "continue", "terminate", "restart");
  private static final Set<String> TO_LINKS = Set.of("latency", "reset", "cut", "silence", "heal");
  private static final String FORM = "SECONDS:VERB:NAME[:DETAIL]";

  Hurt {
    var verbs = name.contains("/") ? TO_LINKS : TO_PROCESSES;
    if (!verbs.contains(verb)) {
      throw new IllegalArgumentException(
          "--hurt: a " + (name.contains("/") ? "link" : "process") + " cannot be hurt by " + verb);
    }
    RunOptions.notNegative("--hurt: SECONDS", after);
  }

  /// @throws IllegalArgumentException with one clear line
  static Hurt parse(String text) {
    var parts = text.split(":", 4);
    if (parts.length < 3 || parts[2].isEmpty()) {
      throw new IllegalArgumentException("--hurt " + text + " is not " + FORM);
    }
    try {
      var after = Double.parseDouble(parts[0]);
      return new Hurt(after, parts[1], parts[2], parts.length == 4 ? parts[3] : "");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--hurt " + text + " is not " + FORM, e);
    }
  }

  /// Begins to wait for the time of each; what was done, or could not be, is remarked.
  ///
  /// @return waits, when it is closed, until each is done: a service may need a minute to start
  static ExecutorService begin(
      List<Hurt> hurts, Control control, Stop stop, Consumer<String> remarks) {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    for (var hurt : hurts) {
      threads.execute(() -> {
        if (stop.pause(Duration.ofMillis((long) (hurt.after() * 1_000)))) {
          remarks.accept(hurt.inflict(control));
        }
      });
    }
    return threads;
  }

  private String inflict(Control control) {
    var what = String.format(Locale.ROOT, "after %.1f s: %s %s %s", after, verb, name, detail);
    try {
      if (name.contains("/")) {
        control.link(name, verb, detail);
      } else {
        control.process(name, verb);
      }
      return what.strip();
    } catch (IllegalStateException | java.io.UncheckedIOException e) {
      return what.strip() + " FAILED: " + e.getMessage();
    }
  }
}
