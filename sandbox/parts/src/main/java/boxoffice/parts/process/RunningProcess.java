package boxoffice.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A server process that can be signalled and waited for, whoever started it.
public final class RunningProcess implements Server {
  private final ProcessHandle handle;
  private volatile boolean frozen;

  RunningProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /// The live process that a pid file names, provided that it runs a program of this name: a pid is
  /// given out again after its process ended, and a stranger must not be stopped.
  ///
  /// @param pidFile a file whose first line is the pid; it may be absent
  public static Optional<RunningProcess> named(String program, Path pidFile) {
    if (!Files.isRegularFile(pidFile)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(pidFile).stream()
          .limit(1)
          .map(String::strip)
          .filter(line -> line.matches("\\d{1,10}"))
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line)).stream())
          .filter(handle -> handle.info().command().orElse("").contains(program))
          .map(RunningProcess::new)
          .filter(RunningProcess::alive)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pidFile, e);
    }
  }

  @Override
  public long pid() {
    return handle.pid();
  }

  public boolean alive() {
    return handle.isAlive() && !uncollected();
  }

  @Override
  public ProcessState state() {
    if (!alive()) {
      return ProcessState.GONE;
    }
    var letter = letter();
    return letter == 'T' || (letter == ' ' && frozen) ? ProcessState.STOPPED : ProcessState.RUNNING;
  }

  /// The path of what it runs.
  public String program() {
    return handle.info().command().orElseThrow();
  }

  /// Whether its command line contains this.
  boolean runsWith(String text) {
    return handle.info().commandLine().orElse("").contains(text);
  }

  /// The processes that it started itself.
  public List<RunningProcess> children() {
    return handle.children().map(RunningProcess::new).toList();
  }

  /// Sends a signal by its POSIX name without "SIG", such as `INT` or `STOP`. Nothing happens when
  /// the process has ended. Returns when a frozen one is frozen, and a woken one awake.
  @Override
  public void signal(String name) {
    try {
      // the shell's own kill: the program of that name is missing on slim images
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + handle.pid() + " 2>/dev/null")
          .start()
          .waitFor();
      switch (name) {
        case "STOP" -> awaitFrozen(true);
        case "CONT" -> awaitFrozen(false);
        default -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send " + name + " to " + handle.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A signal is sent at once and takes effect a moment later.
  private void awaitFrozen(boolean wanted) {
    frozen = wanted;
    var until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (alive() && (state() == ProcessState.STOPPED) != wanted && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  /// Asks the process to end with this signal and kills it when it has not within `patience`.
  /// Returns when it is gone. A stopped process is woken, or it would never see the signal.
  @Override
  public void end(String signal, Duration patience) {
    if (!alive()) {
      return;
    }
    signal(signal);
    signal("CONT");
    if (!ended(patience)) {
      handle.destroyForcibly();
      ended(patience);
    }
  }

  @Override
  public void kill() {
    handle.destroyForcibly();
    ended(Duration.ofSeconds(10));
  }

  private boolean ended(Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    while (alive()) {
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return true;
  }

  /// An orphan that has ended stays in the process table until PID 1 collects it: in a container
  /// that can be seconds, or never. It holds no port and no file any more.
  private boolean uncollected() {
    return letter() == 'Z';
  }

  /// The state's letter in the process table, a blank where there is none.
  private char letter() {
    var stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
    try {
      var text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // no such file: another system, or collected just now
      return ' ';
    }
  }
}
