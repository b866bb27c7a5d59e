package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whoever sends slowly is cut off, and nobody waits for it (N5).
final class SlowClientTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String POST =
      """
      POST /v1/sessions HTTP/1.1
      Host: x
      Content-Type: application/json
      Idempotency-Key: slow
      Content-Length: 60000

      """
          .replace("\n", "\r\n");

  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge =
        RunningEdge.alone("--boxoffice.edge.body-time=1s", "--server.tomcat.connection-timeout=2s");
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void cutsOffABodyThatComesByteByByte() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
        var drip = Executors.newSingleThreadScheduledExecutor()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write(POST.getBytes(StandardCharsets.ISO_8859_1));
      var _ = drip.scheduleAtFixedRate(() -> sendByte(out), 0, 50, TimeUnit.MILLISECONDS);

      assertThat(isClosed(socket)).isTrue();
      drip.shutdownNow();
    }
  }

  @Test
  void cutsOffWhoSaysNothingMore() throws IOException {
    for (var said : new String[] {POST + "{", "GET /v1/performances HTTP/1.1\r\nHost: x\r\n", ""}) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(edge.get("/").status()).isEqualTo(200);
        assertThat(isClosed(socket)).as(said).isTrue();
      }
    }
  }

  private static void sendByte(OutputStream out) {
    try {
      out.write(' ');
    } catch (IOException e) {
      throw new IllegalStateException("closed", e); // which ends the sending
    }
  }

  /// @return whether the server closed it, after an answer or without one
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.isEmpty() || answer.startsWith("HTTP/1.1 4");
    } catch (SocketException e) {
      return true; // with bytes on the way that nobody read
    }
  }
}
