package boxoffice.parts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {
  @TempDir private Path folder;
  private final int port = LocalPort.choose(0, "a test");

  @Test
  void runsUntilItIsEndedAndComesBack() throws IOException {
    var process = launch("serve");
    try {
      process.awaitReady();
      var first = process.pid();
      assertThat(process.state()).isEqualTo(ProcessState.RUNNING);
      assertThat(KilledJvm.runs(first)).isTrue();

      process.kill();
      assertThat(process.state()).isEqualTo(ProcessState.GONE);

      process.restart();
      assertThat(process.pid()).isNotEqualTo(first);
      process.terminate();
      assertThat(process.state()).isEqualTo(ProcessState.GONE);
      assertThat(Files.readString(process.log())).contains("ended in order");
    } finally {
      process.kill();
    }
  }

  @Test
  void endsInOrderEvenWhenItWasFrozen() throws IOException {
    var process = launch("serve");
    try {
      process.awaitReady();
      process.pause();
      assertThat(process.state()).isEqualTo(ProcessState.STOPPED);
      process.resume();
      assertThat(process.state()).isEqualTo(ProcessState.RUNNING);
      process.pause();

      process.terminate();

      assertThat(Files.readString(process.log())).contains("ended in order");
    } finally {
      process.kill();
    }
  }

  @Test
  void isNotReachedByCtrlC() {
    var process = launch("serve");
    try {
      process.awaitReady();
      RunningProcess.named("java", folder.resolve("pid")).orElseThrow().signal("INT");
      process.awaitReady();

      assertThat(process.state()).isEqualTo(ProcessState.RUNNING);
    } finally {
      process.kill();
    }
  }

  @Test
  void isFoundByItsFolder(@TempDir Path other) throws IOException {
    var process = launch("serve");
    try {
      process.awaitReady();
      Files.copy(folder.resolve("pid"), other.resolve("pid"));

      assertThat(JavaProcess.leftIn(folder)).map(RunningProcess::pid).contains(process.pid());
      assertThat(JavaProcess.leftIn(other)).isEmpty();
    } finally {
      process.kill();
    }
    assertThat(JavaProcess.leftIn(folder)).isEmpty();
  }

  @Test
  void saysWhereToLookWhenItEndsBeforeItIsReady() {
    var process = launch("fail");

    assertThatThrownBy(process::awaitReady)
        .hasMessageContaining("ended before it was ready")
        .hasMessageContaining(process.log().toString());
  }

  private JavaProcess launch(String what) {
    return JavaProcess.launch(
        new JavaProcess.Settings(
            SmallServer.class.getName(),
            folder,
            List.of("-Xmx32m"),
            List.of(what, Integer.toString(port)),
            URI.create("http://127.0.0.1:" + port + "/")));
  }
}
