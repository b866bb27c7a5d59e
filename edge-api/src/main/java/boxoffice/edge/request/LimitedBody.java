package boxoffice.edge.request;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.catalina.connector.ClientAbortException;

/// A request whose body ends in PAYLOAD_TOO_LARGE when more than so many bytes are read from it,
/// and whose connection is closed when it takes too long to come (N5).
final class LimitedBody extends HttpServletRequestWrapper {
  private final LimitedStream body;

  /// @param time from now on
  LimitedBody(HttpServletRequest request, InputStream body, int most, Duration time) {
    super(request);
    this.body = new LimitedStream(body, most, System.nanoTime() + time.toNanos());
  }

  /// A body that was read already.
  static LimitedBody of(HttpServletRequest request, byte[] bytes) {
    return new LimitedBody(
        request, new ByteArrayInputStream(bytes), bytes.length, ChronoUnit.DAYS.getDuration());
  }

  static WireException tooLarge(int most) {
    return new WireException(
        ErrorReason.PAYLOAD_TOO_LARGE, "the body may have " + most + " bytes at most");
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  private static final class LimitedStream extends ServletInputStream {
    private final InputStream bytes;
    private final int most;
    private final long end;
    private long read;
    private boolean ended;

    LimitedStream(InputStream bytes, int most, long end) {
      this.bytes = bytes;
      this.most = most;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (System.nanoTime() - end > 0) {
        throw new ClientAbortException("the body takes too long");
      }
      var count = bytes.read(target, offset, length);
      ended = count < 0;
      read += Math.max(0, count);
      if (read > most) {
        throw tooLarge(most);
      }
      return count;
    }

    @Override
    public boolean isFinished() {
      return ended;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    /// Nothing here reads without blocking.
    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("this body is read by blocking");
    }
  }
}
