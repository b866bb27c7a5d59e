package boxoffice.parts.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs a main class in a JVM of its own that is expected to halt with [#STATUS], closing nothing.
public final class KilledJvm {
  public static final int STATUS = 77;

  private KilledJvm() {}

  public static void run(Class<?> main, Path folder) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    // what it unpacks and cannot remove goes with the folder
    var temporary = "-Djava.io.tmpdir=" + folder;
    var process =
        new ProcessBuilder(java, temporary, "-cp", classes, main.getName(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(STATUS);
  }

  /// Whether a process of that id runs.
  public static boolean runs(long pid) {
    return ProcessHandle.of(pid).map(RunningProcess::new).filter(RunningProcess::alive).isPresent();
  }
}
