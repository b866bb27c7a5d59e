package boxoffice.load.floor;

import boxoffice.load.system.Target.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A bare server in a JVM of its own: a part of the edge's floor.
final class BareServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final String address;

  private BareServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// The gRPC server that answers the empty call.
  static BareServer peer() {
    return start(BarePeer.class);
  }

  /// Spring MVC's controllers, one of which asks the peer.
  static BareServer controllers(BareServer peer) {
    return start(BareApplication.class, "--" + BareHopController.PEER + "=" + peer.address);
  }

  /// On a free port; returns when it listens. It has the class path of this JVM.
  private static BareServer start(Class<?> main, String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new BareServer(process, "127.0.0.1:" + awaitPort(process));
    } catch (IOException e) {
      throw new UncheckedIOException(main.getSimpleName() + " did not start", e);
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
    return "http://" + address;
  }

  Member member() {
    return new Member("bare-" + address, "bare", process.pid(), "RUNNING", null);
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
