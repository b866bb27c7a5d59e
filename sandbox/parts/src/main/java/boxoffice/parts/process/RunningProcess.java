package boxoffice.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server process that can be signalled and waited for, whoever started it.
public final class RunningProcess {
  private final ProcessHandle handle;

  private RunningProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /// A child of this JVM.
  public static RunningProcess of(Process process) {
    return new RunningProcess(process.toHandle());
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
          .filter(ProcessHandle::isAlive)
          .filter(handle -> handle.info().command().orElse("").contains(program))
          .map(RunningProcess::new)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pidFile, e);
    }
  }

  public long pid() {
    return handle.pid();
  }

  public boolean alive() {
    return handle.isAlive();
  }

  /// Sends a signal by its POSIX name without "SIG", such as `INT` or `STOP`. Nothing happens when
  /// the process has ended.
  public void signal(String name) {
    try {
      // the shell's own kill: the program of that name is missing on slim images
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + handle.pid() + " 2>/dev/null")
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send " + name + " to " + handle.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks the process to end with this signal and kills it when it has not within `patience`.
  /// Returns when it is gone. A stopped process is woken, or it would never see the signal.
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

  /// Kills the process at once (SIGKILL) and returns when it is gone.
  public void kill() {
    handle.destroyForcibly();
    ended(Duration.ofSeconds(10));
  }

  private boolean ended(Duration patience) {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for " + handle.pid(), e);
    }
  }
}
