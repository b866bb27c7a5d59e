package boxoffice.sandbox;

import boxoffice.parts.process.JavaProcess;
import boxoffice.parts.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// The services, each process in a JVM of its own, in `processes/<name>` of the data folder. They
/// start beside each other; edges end first, then orders, inventories, users.
final class ChildProcesses implements AutoCloseable {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Duser.timezone=UTC");

  private final Map<Instance, JavaProcess> processes = new LinkedHashMap<>();

  private ChildProcesses() {}

  /// Returns when all of them serve.
  ///
  /// @param jvmOptions beside those that all have
  static ChildProcesses start(
      Path data, Instances instances, ServiceSettings settings, List<String> jvmOptions) {
    var options = Stream.concat(JVM_OPTIONS.stream(), jvmOptions.stream()).toList();
    var children = new ChildProcesses();
    try {
      for (var instance : instances.all()) {
        var folder = folder(data).resolve(instance.name());
        var file = write(folder, settings.of(instance));
        children.processes.put(
            instance,
            JavaProcess.launch(
                new JavaProcess.Settings(
                    instance.service().mainClass(),
                    folder,
                    options,
                    List.of("--spring.config.additional-location=file:" + file),
                    instance.readiness())));
      }
      together(List.copyOf(children.processes.values()), JavaProcess::awaitReady);
      return children;
    } catch (RuntimeException e) {
      children.close();
      throw e;
    }
  }

  private static Path folder(Path data) {
    return data.resolve("processes");
  }

  /// In a file that only its owner reads: there are secrets among them.
  private static Path write(Path folder, Map<String, String> settings) {
    var file = folder.resolve("settings.properties");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      var properties = new Properties();
      properties.putAll(settings);
      try (var out = Files.newOutputStream(file)) {
        properties.store(out, "written at every start");
      }
      return file.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// Kills what a killed sandbox left running there: it is made to be killed, and nobody waits for
  /// its answers any more.
  static void killLeftOver(Path data) {
    if (!Files.isDirectory(folder(data))) {
      return;
    }
    try (var folders = Files.list(folder(data))) {
      folders.flatMap(folder -> JavaProcess.leftIn(folder).stream()).forEach(RunningProcess::kill);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for processes left over in " + data, e);
    }
  }

  List<ProcessTable.Entry> entries() {
    var entries = new ArrayList<ProcessTable.Entry>();
    processes.forEach((instance, process) ->
        entries.add(
            new ProcessTable.Entry(
                instance.name(), instance.service().label(), process.log(), process)));
    return entries;
  }

  private interface Action {
    void on(JavaProcess process);
  }

  private static void together(List<JavaProcess> processes, Action action) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (var process : processes) {
        done.add(threads.submit(() -> action.on(process)));
      }
      for (var each : done) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    var services = ServiceProgram.values();
    for (int i = services.length - 1; i >= 0; i--) {
      var service = services[i];
      together(
          processes.entrySet().stream()
              .filter(process -> process.getKey().service() == service)
              .map(Map.Entry::getValue)
              .toList(),
          JavaProcess::terminate);
    }
  }
}
