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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever sends slowly is cut off, and nobody waits for it (N5).
final class SlowClientTest {
  private static final int PATIENCE_MILLIS = 60_000;

  /// The answer to the first request of a connection, when the second one is cut off.
  private static final String FIRST = "HTTP/1.1 200";

  private static final String POST =
      """
      POST /v1/sessions HTTP/1.1
      Host: x
      Content-Type: application/json
      Idempotency-Key: slow
      Content-Length: 60000

      """;

  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge =
        RunningEdge.alone(
            "--boxoffice.edge.head-time=2s",
            "--boxoffice.edge.body-time=2s",
            "--server.tomcat.connection-timeout=2s");
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  /// Of the body, of a header, of the request line, and of the second request of a connection.
  @ParameterizedTest
  @ValueSource(
      strings = {POST, "GET / HTTP/1.1\nHost: x\nX: ", "GET /", "GET / HTTP/1.1\nHost: x\n\nG"})
  void cutsOffWhatComesByteByByte(String said) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
        var drip = Executors.newSingleThreadScheduledExecutor()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write(said.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      var _ = drip.scheduleAtFixedRate(() -> sendByte(out), 0, 50, TimeUnit.MILLISECONDS);

      assertThat(edge.get("/").status()).isEqualTo(200);
      assertThat(isClosed(socket)).isTrue();
      drip.shutdownNow();
    }
  }

  @Test
  void waitsForWhoSendsInPiecesInTime() throws IOException {
    try (var patient =
            RunningEdge.alone(
                "--boxoffice.edge.head-time=60s", "--server.tomcat.connection-timeout=60s");
        var socket = new Socket(InetAddress.getLoopbackAddress(), patient.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (var piece :
          new String[] {"GE", "T / HTTP/1.1\r\nHo", "st: x\r\nConnection: close\r\n", "\r\n"}) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(patient.get("/").status()).isEqualTo(200); // meanwhile
      }

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void cutsOffWhoSaysNothingMore() throws IOException {
    for (var said : new String[] {POST + "{", "GET /v1/performances HTTP/1.1\nHost: x\n", ""}) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var bytes = said.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write(bytes);

        assertThat(edge.get("/").status()).isEqualTo(200);
        assertThat(isClosed(socket)).as(said).isTrue();
      }
    }
  }

  private static void sendByte(OutputStream out) {
    try {
      out.write('a');
    } catch (IOException e) {
      throw new IllegalStateException("closed", e); // which ends the sending
    }
  }

  /// @return whether the server closed it, after an answer or without one
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith(FIRST);
    } catch (SocketException e) {
      return true; // with bytes on the way that nobody read
    }
  }
}
