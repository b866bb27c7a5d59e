package boxoffice.parts.provider;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/// Answers that no well-behaved server gives. Whether the client still listens is of no interest.
final class Wire {
  private static final int CHUNK = 64 * 1024;
  private static final int OVERSIZED_CHUNKS = 1_600;
  private static final int HEADER_CHUNKS = 256;

  private Wire() {}

  /// Closes the connection without an answer.
  static void drop(Context http) {
    endPoint(http).close();
  }

  /// The answer, then white space up to 100 MiB.
  static void oversize(Context http, Answer answer) {
    http.status(answer.status()).contentType("application/json");
    var blank = new byte[CHUNK];
    Arrays.fill(blank, (byte) ' ');
    try {
      var out = http.res().getOutputStream();
      out.write(answer.body().getBytes(StandardCharsets.UTF_8));
      for (var count = 0; count < OVERSIZED_CHUNKS; count++) {
        out.write(blank);
      }
    } catch (IOException e) {
      // the client has had enough
      drop(http);
    }
  }

  /// 16 MiB of headers, then the end of the connection.
  static void endlessHeaders(Context http) {
    var endPoint = endPoint(http);
    var header = ("X-More: " + "x".repeat(CHUNK - 10) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try {
      write(endPoint, "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
      for (var count = 0; count < HEADER_CHUNKS; count++) {
        write(endPoint, header);
      }
    } catch (IOException e) {
      // the client has had enough
    } finally {
      endPoint.close();
    }
  }

  private static void write(EndPoint endPoint, byte[] bytes) throws IOException {
    try (var done = Blocker.callback()) {
      endPoint.write(done, ByteBuffer.wrap(bytes));
      done.block();
    }
  }

  private static EndPoint endPoint(Context http) {
    return ServletContextRequest.getServletContextRequest(http.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
