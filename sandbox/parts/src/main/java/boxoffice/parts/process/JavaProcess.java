package boxoffice.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A program of this class path in a JVM of its own. Its folder holds what it was started with, its
/// `output.log`, its temporary files and its `pid`, by which a later run finds one that a killed
/// JVM left behind.
///
/// Ctrl-C in the terminal does not reach it: whoever starts it ends it, in the order that is right.
public final class JavaProcess implements BreakableProcess {
  /// Several JVMs that start together on a busy machine take that long; one that failed has ended.
  private static final Duration READY = Duration.ofMinutes(4);

  private static final int MOST_STARTS = 3;
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final int PROBE_MILLIS = 2_000;

  /// Signals that are ignored here stay ignored by the JVM; SIGTERM is not one of them.
  private static final String DETACHED = "trap '' INT HUP; exec \"$0\" \"$@\"";

  private final Settings settings;
  private volatile RunningProcess process;

  private JavaProcess(Settings settings, RunningProcess process) {
    this.settings = settings;
    this.process = process;
  }

  /// What it is started with.
  ///
  /// @param folder its own
  /// @param jvmOptions such as `-Xmx384m`
  /// @param arguments everybody on the machine can read them: no secrets
  /// @param readiness answers 200 when it serves
  public record Settings(
      String mainClass,
      Path folder,
      List<String> jvmOptions,
      List<String> arguments,
      URI readiness) {
    public Settings {
      folder = folder.toAbsolutePath().normalize();
      jvmOptions = List.copyOf(jvmOptions);
      arguments = List.copyOf(arguments);
    }
  }

  /// Starts it and returns at once; [#awaitReady()] waits.
  public static JavaProcess launch(Settings settings) {
    return new JavaProcess(settings, run(settings));
  }

  /// What a killed JVM left running in this folder.
  public static Optional<RunningProcess> leftIn(Path folder) {
    var own = folder.toAbsolutePath().normalize();
    return RunningProcess.named("java", own.resolve("pid"))
        .filter(process -> process.runsWith(options(own).toString()));
  }

  private static RunningProcess run(Settings settings) {
    var folder = settings.folder();
    try {
      Files.createDirectories(folder);
      var temporary = emptied(folder.resolve("tmp"));
      writeOptions(settings, temporary);
      var command =
          Stream.of(
                  Stream.of("sh", "-c", DETACHED, java(), "@" + options(folder)),
                  Stream.of(settings.mainClass()),
                  settings.arguments().stream())
              .flatMap(part -> part)
              .toList();
      var started =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
              .start();
      Files.writeString(folder.resolve("pid"), started.pid() + "\n");
      return new RunningProcess(started.toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException(settings.mainClass() + " did not start in " + folder, e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path options(Path folder) {
    return folder.resolve("jvm.options");
  }

  private static Path log(Path folder) {
    return folder.resolve("output.log");
  }

  /// In a file: the class path alone is longer than some systems show of a command.
  private static void writeOptions(Settings settings, Path temporary) throws IOException {
    var lines =
        Stream.concat(
                settings.jvmOptions().stream(),
                Stream.of(
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))))
            .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .toList();
    Files.write(options(settings.folder()), lines);
  }

  /// A killed JVM leaves what it unpacked.
  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Returns when it serves. One that ends before is started again, as anything that looks after
  /// processes would, a few times. Fails with one clear message when it ends once more or takes too
  /// long.
  public void awaitReady() {
    var until = System.nanoTime() + READY.toNanos();
    var starts = 1;
    while (!serves()) {
      if (!process.alive()) {
        if (starts == MOST_STARTS) {
          throw new IllegalStateException(
              settings.mainClass() + " ended before it was ready, see " + log());
        }
        starts++;
        process = run(settings);
      }
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(
            settings.mainClass() + " was not ready in time, see " + log());
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private boolean serves() {
    try {
      var connection = (HttpURLConnection) settings.readiness().toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      var status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      // nobody listens yet
      return false;
    }
  }

  /// What it printed, in all its lives.
  public Path log() {
    return log(settings.folder());
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessState state() {
    return process.state();
  }

  @Override
  public void pause() {
    process.signal("STOP");
  }

  @Override
  public void resume() {
    process.signal("CONT");
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void terminate() {
    process.end("TERM", END);
  }

  @Override
  public void restart() {
    terminate();
    process = run(settings);
    awaitReady();
  }
}
