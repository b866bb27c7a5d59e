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

/// A request whose body ends in PAYLOAD_TOO_LARGE when more than so many bytes are read from it.
final class LimitedBody extends HttpServletRequestWrapper {
  private final LimitedStream body;

  LimitedBody(HttpServletRequest request, InputStream body, int most) {
    super(request);
    this.body = new LimitedStream(body, most);
  }

  /// A body that was read already.
  static LimitedBody of(HttpServletRequest request, byte[] bytes) {
    return new LimitedBody(request, new ByteArrayInputStream(bytes), bytes.length);
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
    private long read;
    private boolean ended;

    LimitedStream(InputStream bytes, int most) {
      this.bytes = bytes;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
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
