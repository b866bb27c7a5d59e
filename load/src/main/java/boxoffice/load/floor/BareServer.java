package boxoffice.load.floor;

import boxoffice.load.system.Target.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A bare Spring MVC controller in a JVM of its own: the floor of the edge.
final class BareServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final String url;

  private BareServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Starts it on a free port and returns when it listens. It has the class path of this JVM.
  static BareServer start() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ProcessBuilder(
                java,
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BareApplication.class.getName())
            .redirectErrorStream(true);
    try {
      var process = command.start();
      return new BareServer(process, "http://127.0.0.1:" + awaitPort(process));
    } catch (IOException e) {
      throw new UncheckedIOException("the bare controller did not start", e);
    }
  }

  private static String awaitPort(Process process) throws IOException {
    var said = new StringBuilder();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(BareApplication.LISTENING)) {
        drain(lines);
        return line.substring(BareApplication.LISTENING.length());
      }
      said.append(line).append('\n');
    }
    process.destroyForcibly();
    throw new IOException("it said:\n" + said);
  }

  private static void drain(BufferedReader lines) {
    Thread.ofVirtual()
        .name("bare-output")
        .start(() -> lines.lines().forEach(_ -> {})); // a full pipe would stop it
  }

  String url() {
    return url;
  }

  Member member() {
    return new Member("bare", "bare", process.pid(), "RUNNING", null);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
