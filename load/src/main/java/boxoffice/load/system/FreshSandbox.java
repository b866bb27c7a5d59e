package boxoffice.load.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A sandbox of the generator's own: empty stores, free ports, a JVM a service. Stopped in order
/// when closed.
///
/// It is started from the class path that the sandbox's build writes down, so the generator does
/// not depend on it.
public final class FreshSandbox implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(8);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final java.lang.Process process;
  private final Path data;
  private final Path output;

  private FreshSandbox(java.lang.Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /// @param classPath the file with the class path of the sandbox's dependencies, beside its
  ///   classes
  /// @param folder where its data and its output go
  /// @param options further options of the sandbox, such as `--processes=inventory=2`
  public static FreshSandbox start(Path classPath, Path folder, List<String> options) {
    try {
      var data = Files.createDirectories(folder).resolve("sandbox").toAbsolutePath();
      var output = folder.resolve("sandbox.log").toAbsolutePath();
      // Ctrl-C in the terminal is for the generator alone, which ends the sandbox in order
      var command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(
          List.of(
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:+UseCompactObjectHeaders",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              classPath.resolveSibling("classes").toAbsolutePath()
                  + File.pathSeparator
                  + Files.readString(classPath).strip(),
              "boxoffice.sandbox.Sandbox",
              "--fresh",
              "--free-ports",
              "--trusted-proxy=127.0.0.1",
              "--data=" + data));
      command.addAll(options);
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new FreshSandbox(process, data, output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a sandbox from " + classPath, e);
    }
  }

  /// Waits until everything answers.
  ///
  /// @throws IllegalStateException with the sandbox's last words where it does not start
  public Target awaitReady() {
    var file = data.resolve("system.json");
    var until = System.nanoTime() + START.toNanos();
    while (!Files.isRegularFile(file)) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException("the sandbox did not start: " + lastWords());
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while the sandbox starts");
      }
    }
    return Targets.read(file);
  }

  private String lastWords() {
    try (var lines = Files.lines(output)) {
      var all = lines.filter(line -> !line.isBlank()).toList();
      return all.isEmpty() ? "it said nothing" : all.getLast() + " (see " + output + ")";
    } catch (IOException e) {
      return "its output is not there either: " + output;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
