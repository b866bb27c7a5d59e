package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.process.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sandbox whose own process is killed leaves processes behind; the next one on the same folder
/// ends them first.
@Tag("faults")
class KilledSandboxTest {
  @TempDir private Path folder;

  @Test
  void leavesNothingRunningOnceTheNextOneHasStarted() throws IOException, InterruptedException {
    var data = folder.resolve("data");
    var killed = run(data);
    try {
      awaitSystem(data, killed);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(data))))
          .isEqualTo("rw-------");
      var before = SystemDescription.readFrom(data).processes();
      assertThat(before).hasSize(7).allMatch(process -> process.state() == ProcessState.RUNNING);
      killed.destroyForcibly();
      assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(before.stream().filter(process -> runs(process.pid())).count()).isEqualTo(6);

      try (var next = LocalSystem.start(data, Ports.free());
          var edge = new EdgeClient(next.edgeUrl(), () -> UUID.randomUUID().toString())) {
        assertThat(before).noneMatch(process -> runs(process.pid()));
        var demo = new DemoData(next, edge, Clock.systemUTC());
        demo.make();
        demo.warmUp();
        next.describe();
        assertThat(file(data)).exists();
      }
      assertThat(file(data)).doesNotExist();
    } finally {
      killed.destroyForcibly();
    }
  }

  private Process run(Path data) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            Sandbox.class.getName(),
            "--processes",
            "--free-ports",
            "--jvm-option=-XX:TieredStopAtLevel=1",
            "--data=" + data);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private void awaitSystem(Path data, Process sandbox) throws IOException {
    Patience.await(
        "the sandbox",
        Duration.ofSeconds(150),
        () -> Files.exists(file(data)) || !sandbox.isAlive(),
        done -> done);
    assertThat(file(data)).as(Files.readString(folder.resolve("output"))).exists();
  }

  private static Path file(Path data) {
    return data.resolve("system.json");
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
  }

  /// Has ended, and nobody has collected it.
  private static boolean isZombie(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
