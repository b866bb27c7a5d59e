package boxoffice.edge.request;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 of Tomcat, which cuts off whoever takes too long to send the head of a request. Tomcat
/// itself bounds the time from one piece of it to the next only, so that a byte a second would keep
/// a connection for hours.
///
/// Looked at whenever a piece comes; one that does not come is Tomcat's `connection-timeout`.
public final class ImpatientProtocol extends Http11NioProtocol {
  private Duration headTime = Duration.ofSeconds(10);

  /// Before the first connection.
  void setHeadTime(Duration headTime) {
    this.headTime = headTime;
  }

  @Override
  protected Processor createProcessor() {
    return new ImpatientProcessor(this, headTime.toNanos());
  }

  /// Serves one connection at a time, and others later.
  private static final class ImpatientProcessor extends Http11Processor {
    private final long mostNanos;

    /// Whose head has begun and not ended.
    private @Nullable SocketWrapperBase<?> waiting;

    private long since;

    ImpatientProcessor(ImpatientProtocol protocol, long mostNanos) {
      super(protocol, protocol.getAdapter());
      this.mostNanos = mostNanos;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      var isWaiting = socket.equals(waiting);
      if (isWaiting && System.nanoTime() - since > mostNanos) {
        waiting = null;
        return SocketState.CLOSED;
      }
      var state = super.service(socket);
      if (state != SocketState.LONG) {
        waiting = null;
      } else if (!isWaiting) {
        waiting = socket;
        since = System.nanoTime();
      }
      return state;
    }
  }
}
