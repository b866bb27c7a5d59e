package boxoffice.sandbox;

import boxoffice.parts.process.BreakableProcess;
import boxoffice.parts.process.ProcessState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every process of the system by name, the sandbox itself too, which nobody may hurt from here.
///
/// Any thread may do anything to any of them: of two things done to the same process the second
/// waits.
final class ProcessTable {
  private final List<Entry> entries;

  ProcessTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// One process.
  ///
  /// @param service `edge`, `user`, `inventory`, `order`, or the name again
  /// @param log null for one that writes to the terminal
  /// @param process null for the sandbox itself
  record Entry(
      String name,
      String service,
      @Nullable Path log,
      @Nullable BreakableProcess process,
      ReentrantLock lock) {

    Entry(String name, String service, @Nullable Path log, @Nullable BreakableProcess process) {
      this(name, service, log, process, new ReentrantLock());
    }

    static Entry sandbox() {
      return new Entry("sandbox", "sandbox", null, null);
    }

    /// As it is now.
    Status status() {
      return new Status(
          name,
          service,
          process == null ? ProcessHandle.current().pid() : process.pid(),
          process == null ? ProcessState.RUNNING : process.state(),
          log == null ? null : log.toAbsolutePath().toString());
    }
  }

  /// What is shown of a process.
  record Status(String name, String service, long pid, ProcessState state, @Nullable String log) {}

  List<Status> statuses() {
    return entries.stream().map(Entry::status).toList();
  }

  Optional<Entry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /// @throws IllegalArgumentException for the sandbox itself
  static void act(Entry entry, Consumer<BreakableProcess> action) {
    var process = entry.process();
    if (process == null) {
      throw new IllegalArgumentException(
          "the " + entry.name() + " itself is not stopped from here");
    }
    entry.lock().lock();
    try {
      action.accept(process);
    } finally {
      entry.lock().unlock();
    }
  }
}
